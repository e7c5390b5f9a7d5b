package happensbefore.exercises.stealhalf;

import java.util.concurrent.atomic.AtomicLong;

/// A worker's share of a loop: a range of iterations. The worker takes the last one, thieves the first half.
///
/// - Invariant: both ends are one word, so every change is of a range that is as it was seen.
/// - Linearizes: at the successful compare-and-set; an empty answer, at its read.
/// - Progress: lock-free; a failed compare-and-set means that another thread took something.
public final class Share {
    /// Iterations from `from` on and below `to`; none when the two are the same.
    public record Range(int from, int to) {}

    /// `from` in the upper half, `to` in the lower.
    private final AtomicLong range;

    /// @throws IllegalArgumentException when `from` is negative or above `to`
    public Share(int from, int to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("no range: " + from + " to " + to);
        }
        range = new AtomicLong(packed(from, to));
    }

    private static long packed(int from, int to) {
        return (long) from << Integer.SIZE | to;
    }

    private static int from(long range) {
        return (int) (range >>> Integer.SIZE);
    }

    private static int to(long range) {
        return (int) range;
    }

    /// Takes the last iteration. For the worker only.
    ///
    /// @return its number, or -1 when none is left
    public int next() {
        while (true) {
            long seen = range.get();
            int last = to(seen) - 1;
            if (last < from(seen)) {
                return -1;
            }
            range.set(packed(from(seen), last));
            return last;
        }
    }

    /// Takes the first half of what is left, rounded up. For any other thread.
    ///
    /// @return what was taken, no iterations when none is left
    public Range stealHalf() {
        while (true) {
            long seen = range.get();
            int middle = to(seen) - (to(seen) - from(seen)) / 2; // cannot overflow, as adding 1 could
            if (range.compareAndSet(seen, packed(middle, to(seen)))) {
                return new Range(from(seen), middle);
            }
        }
    }
}

package happensbefore.exercises.stealhalf;

import java.util.concurrent.atomic.AtomicInteger;

/// A worker's share of a loop: a range of iterations. The worker takes the last one, thieves the first half.
public final class Share {
    /// Iterations from `from` on and below `to`; none when the two are the same.
    public record Range(int from, int to) {}

    private final AtomicInteger from;
    private final AtomicInteger to;

    /// @throws IllegalArgumentException when `from` is negative or above `to`
    public Share(int from, int to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("no range: " + from + " to " + to);
        }
        this.from = new AtomicInteger(from);
        this.to = new AtomicInteger(to);
    }

    /// Takes the last iteration. For the worker only.
    ///
    /// @return its number, or -1 when none is left
    public int next() {
        int last = to.decrementAndGet();
        if (last >= from.get()) {
            return last;
        }
        to.incrementAndGet();
        return -1;
    }

    /// Takes the first half of what is left, rounded up. For any other thread.
    ///
    /// @return what was taken, no iterations when none is left
    public Range stealHalf() {
        while (true) {
            int first = from.get();
            int left = to.get() - first;
            int half = left - left / 2;
            if (half <= 0) {
                return new Range(first, first);
            }
            if (from.compareAndSet(first, first + half)) {
                return new Range(first, first + half);
            }
        }
    }
}

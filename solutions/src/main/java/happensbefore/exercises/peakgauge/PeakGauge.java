package happensbefore.exercises.peakgauge;

import java.util.concurrent.atomic.AtomicLong;

/// The highest value that any thread has recorded since somebody last took it.
///
/// - Invariant: `highest` only grows, except that `takePeak` sets it back to 0.
/// - Linearizes: `record` at its successful compare-and-set, the others at their access.
/// - Progress: `record` is lock-free, the others wait-free.
public final class PeakGauge {
    private final AtomicLong highest = new AtomicLong();

    /// Notes a value.
    ///
    /// @throws IllegalArgumentException when the value is negative
    public void record(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a value must not be negative: " + value);
        }
        highest.accumulateAndGet(value, Math::max); // tries again when another thread wrote since the read
    }

    /// The highest value since the last [#takePeak], or 0.
    public long peak() {
        return highest.get();
    }

    /// Returns the highest value and starts anew from 0, at one moment.
    public long takePeak() {
        return highest.getAndSet(0); // one step: a record comes before it or after it, never in between
    }
}

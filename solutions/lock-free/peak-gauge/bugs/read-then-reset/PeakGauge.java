// What is recorded between the read and the reset is wiped out unseen.
package happensbefore.exercises.peakgauge;

import java.util.concurrent.atomic.AtomicLong;

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
        long seen = highest.get();
        highest.set(0);
        return seen;
    }
}

// The comparison and the write are two steps: a lower value can overwrite a higher one that came in between.
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
        if (value > highest.get()) {
            highest.set(value);
        }
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

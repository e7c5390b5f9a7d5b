// `getThenReset` empties one cell after the other: in between, a lower value looks like the peak.
package happensbefore.exercises.peakgauge;

import java.util.concurrent.atomic.LongAccumulator;

public final class PeakGauge {
    private final LongAccumulator highest = new LongAccumulator(Math::max, 0);

    public void record(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a value must not be negative: " + value);
        }
        highest.accumulate(value);
    }

    public long peak() {
        return highest.get();
    }

    public long takePeak() {
        return highest.getThenReset();
    }
}

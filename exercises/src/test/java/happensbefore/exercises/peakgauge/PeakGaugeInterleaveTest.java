package happensbefore.exercises.peakgauge;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class PeakGaugeInterleaveTest {
    public static class Gauge {
        private final PeakGauge gauge = new PeakGauge();

        public void record(long value) {
            gauge.record(value);
        }

        public long peak() {
            return gauge.peak();
        }

        public long takePeak() {
            return gauge.takePeak();
        }
    }

    @Test
    void theLowerOfTwoValuesNeverWins() {
        Interleavings.of(Gauge.class)
                .invocations(500)
                .init("record", 1L)
                .thread(op("record", 5L))
                .thread(op("record", 9L))
                .post("peak")
                .check();
    }

    @Test
    void aValueRecordedDuringATakeCountsForThisTakeOrTheNext() {
        Interleavings.of(Gauge.class)
                .invocations(500)
                .init("record", 3L)
                .thread(op("takePeak"))
                .thread(op("record", 8L))
                .post("takePeak")
                .check();
    }

    @Test
    void onePeakIsTakenOnce() {
        Interleavings.of(Gauge.class)
                .invocations(500)
                .init("record", 3L)
                .thread(op("takePeak"))
                .thread(op("takePeak"))
                .check();
    }
}

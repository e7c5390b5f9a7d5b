package happensbefore.otlpsystem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void aQuantileIsTheValueOrAtMostASixteenthMore() {
        for (long nanos : new long[] {0, 1, 15, 16, 17, 31, 32, 1_000, 999_999_937, Long.MAX_VALUE}) {
            LatencyHistogram histogram = new LatencyHistogram();
            histogram.add(nanos, 1);
            long told = histogram.quantile(0.5);
            assertThat(told).as("of %d", nanos).isGreaterThanOrEqualTo(nanos);
            assertThat(told - nanos).as("of %d", nanos).isLessThanOrEqualTo(nanos / 16);
        }
    }

    @Test
    void quantilesOfMany() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 1; i <= 1_000; i++) {
            histogram.add(i * 1_000L, 2);
        }
        assertThat(histogram.count()).isEqualTo(2_000);
        assertThat(histogram.quantile(0.5)).isBetween(500_000L, 532_000L);
        assertThat(histogram.quantile(0.99)).isBetween(990_000L, 1_052_000L);
    }

    @Test
    void whatCameAfterACopyCanBeToldApart() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(1_000, 100);
        LatencyHistogram before = histogram.copy();
        histogram.add(5, 1);
        assertThat(histogram.since(before).count()).isEqualTo(1);
        assertThat(histogram.since(before).quantile(0.99)).isEqualTo(5);
    }

    @Test
    void ofNothingEveryQuantileIsZero() {
        assertThat(new LatencyHistogram().quantile(0.99)).isZero();
    }
}

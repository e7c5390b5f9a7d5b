package happensbefore.exercises.peakgauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeakGaugeTest {
    private final PeakGauge gauge = new PeakGauge();

    @Test
    void theHighestValueIsKept() {
        gauge.record(3);
        gauge.record(7);
        gauge.record(5);
        assertThat(gauge.peak()).as("7 is the highest of 3, 7 and 5.").isEqualTo(7);
        assertThat(gauge.peak()).as("Looking at the peak does not reset it.").isEqualTo(7);
    }

    @Test
    void takingThePeakStartsAnew() {
        gauge.record(7);
        assertThat(gauge.takePeak()).as("7 is the highest so far.").isEqualTo(7);
        assertThat(gauge.peak())
                .as("Nothing was recorded since the peak was taken.")
                .isZero();
        gauge.record(2);
        assertThat(gauge.takePeak())
                .as("2 is the highest value since the peak was last taken.")
                .isEqualTo(2);
    }

    @Test
    void aNewGaugeShowsZero() {
        assertThat(gauge.peak()).as("Nothing was recorded.").isZero();
        assertThat(gauge.takePeak()).as("There is nothing to take.").isZero();
    }

    @Test
    void largeValuesAreValues() {
        gauge.record(Long.MAX_VALUE);
        gauge.record(1);
        assertThat(gauge.takePeak())
                .as("Long.MAX_VALUE is the highest value there is.")
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aNegativeValueIsRefused() {
        gauge.record(4);
        assertThatThrownBy(() -> gauge.record(-1))
                .as("A negative value is refused.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(gauge.peak()).as("A refused value changes nothing.").isEqualTo(4);
    }
}

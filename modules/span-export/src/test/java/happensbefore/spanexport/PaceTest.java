package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Sizes and delays as functions of what was measured: no clock, no threads.
class PaceTest {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Pace.Bounds BOUNDS = new Pace.Bounds(32, 512, SHORTEST, LONGEST);

    @Test
    void withoutAMeasurementBatchesAreSmallAndSoon() {
        Pace pace = Pace.start(BOUNDS);
        assertThat(pace.batch()).isEqualTo(32);
        assertThat(pace.delay()).isEqualTo(SHORTEST);
    }

    @Test
    void theDelayFollowsTheLatencyWithinItsBounds() {
        assertThat(after(Duration.ofMillis(1), 0).delay()).isEqualTo(SHORTEST);
        assertThat(after(Duration.ofMillis(50), 0).delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(after(Duration.ofSeconds(2), 0).delay()).isEqualTo(LONGEST);
    }

    @Test
    void theSizeIsWhatArrivesInThatTime() {
        assertThat(after(Duration.ofMillis(1), 10).batch()).isEqualTo(32);
        assertThat(after(Duration.ofMillis(1), 2_000).batch()).isBetween(199, 200);
        assertThat(after(Duration.ofMillis(10), 2_000).batch()).isBetween(199, 200);
        assertThat(after(Duration.ofMillis(20), 2_000).batch()).isBetween(399, 400);
        assertThat(after(Duration.ofMillis(1), 1_000_000).batch()).isEqualTo(512);
    }

    @Test
    void bothComeBackWhenTheRateAndTheLatencyDo() {
        Pace slow = after(Duration.ofMillis(300), 100_000);
        assertThat(slow.batch()).isEqualTo(512);
        Pace recovered = slow;
        for (int i = 0; i < 50; i++) {
            recovered = recovered.exported(TimeUnit.MILLISECONDS.toNanos(1)).arrived(0, TimeUnit.SECONDS.toNanos(1));
        }
        assertThat(recovered.batch()).isEqualTo(32);
        assertThat(recovered.delay()).isEqualTo(SHORTEST);
    }

    @Test
    void aBurstOfAMillisecondIsNotTakenForTheRate() {
        Pace steady = after(Duration.ofMillis(1), 2_000);
        Pace burst = steady.arrived(1_000, TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(burst.rate()).isBetween(2_500.0, 3_500.0);
    }

    @Test
    void theRateIsTheSameHoweverOftenItIsMeasured() {
        Pace seldom = Pace.start(BOUNDS).arrived(1_000, TimeUnit.SECONDS.toNanos(1));
        Pace often = Pace.start(BOUNDS);
        for (int i = 0; i < 1_000; i++) {
            often = often.arrived(1, TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(often.rate()).isCloseTo(seldom.rate(), within(0.01));
        assertThat(often.arrived(5, 0)).isEqualTo(often);
    }

    @Test
    void boundsThatLeaveNoRoomAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace.Bounds(0, 1, SHORTEST, LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace.Bounds(2, 1, SHORTEST, LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace.Bounds(1, 2, Duration.ZERO, LONGEST));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace.Bounds(1, 2, LONGEST, SHORTEST));
    }

    private static Pace after(Duration latency, long perSecond) {
        Pace pace = Pace.start(BOUNDS).exported(latency.toNanos());
        for (int i = 0; i < 20; i++) {
            pace = pace.arrived(perSecond, TimeUnit.SECONDS.toNanos(1));
        }
        return pace;
    }
}

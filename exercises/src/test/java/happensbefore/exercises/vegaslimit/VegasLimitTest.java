package happensbefore.exercises.vegaslimit;

import static happensbefore.exercises.vegaslimit.VegasLimit.LONG;
import static happensbefore.exercises.vegaslimit.VegasLimit.MEMORY;
import static happensbefore.exercises.vegaslimit.VegasLimit.MOST;
import static happensbefore.exercises.vegaslimit.VegasLimit.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The backend: so many workers, and a service time. Calls beyond the workers wait, by Little's law.
class VegasLimitTest {
    private static final int ENOUGH = 3 * MEMORY;

    /// After it was halved, the limit needs some rounds.
    private static final int SETTLED = MEMORY - 30;

    private final VegasLimit limit = new VegasLimit(10);

    private void rounds(int count, int workers, double serviceMillis) {
        for (int i = 0; i < count; i++) {
            double millis = serviceMillis * Math.max(1, limit.limit() / (double) workers);
            limit.round(Duration.ofNanos((long) (millis * 1_000_000)), limit.limit());
        }
    }

    private void assertFound(int workers, String sentence) {
        assertThat(limit.limit())
                .as("%s: the capacity is %d calls, and a queue of %d to %d is kept.", sentence, workers, SHORT, LONG)
                .isBetween(workers + SHORT - 1, workers + LONG + 1);
    }

    @Test
    void itFindsTheCapacityWhenItFallsAndWhenItRises() {
        rounds(ENOUGH + SETTLED, 40, 10);
        assertFound(40, "From 10 upwards");
        rounds(29, 15, 10);
        assertFound(15, "Most of the workers have gone");
        rounds(ENOUGH + SETTLED, 60, 10);
        assertFound(60, "More workers than before");
    }

    @Test
    void itRecoversWhenTheServiceHasBecomeSlower() {
        rounds(ENOUGH + SETTLED, 40, 10);
        rounds(ENOUGH, 40, 30);
        assertFound(40, "The service is three times slower without any queue, and the limit recovers");
        rounds(ENOUGH, 40, 10);
        assertFound(40, "The service is as fast as before");
    }

    @Test
    void itStaysAtTheCapacityForAsLongAsNothingChanges() {
        rounds(10 * ENOUGH + SETTLED, 40, 10);
        assertFound(40, "A long quiet day");
    }

    @Test
    void theRuleIsVegas() {
        limit.round(Duration.ofMillis(10), 10);
        assertThat(limit.limit())
                .as("The first round is the best one: no queue below its capacity.")
                .isEqualTo(11);
        limit.round(Duration.ofMillis(40), 11);
        assertThat(limit.limit())
                .as("11 * (1 - 10/40) = 8.25 calls above capacity wait, more than %d.", LONG)
                .isEqualTo(10);
        limit.round(Duration.ofMillis(18), 10);
        assertThat(limit.limit())
                .as("10 * (1 - 10/18) = 4.4 calls above capacity wait: neither short nor long.")
                .isEqualTo(10);
    }

    @Test
    void anIdleRoundDoesNotRaiseIt() {
        for (int i = 0; i < MEMORY - 1; i++) {
            limit.round(Duration.ofMillis(10), 2);
        }
        assertThat(limit.limit())
                .as("Two calls in flight, ten allowed: such an idle round says nothing about eleven.")
                .isEqualTo(10);
    }

    @Test
    void halfOfWhatIsAllowedIsNotIdle() {
        limit.round(Duration.ofMillis(10), 5);
        assertThat(limit.limit())
                .as("Five calls in flight, ten allowed: half as many, and not fewer, so the limit rises.")
                .isEqualTo(11);
        limit.round(Duration.ofMillis(10), 5);
        assertThat(limit.limit())
                .as("Five calls in flight, eleven allowed: fewer than half, an idle round.")
                .isEqualTo(11);
    }

    @Test
    void anIdleRoundIsRememberedAndMayLowerIt() {
        limit.round(Duration.ofMillis(10), 2);
        limit.round(Duration.ofMillis(40), 2);
        assertThat(limit.limit())
                .as("An idle round took 10 ms, the next 40: 10 * (1 - 10/40) = 7.5 calls wait, more than %d.", LONG)
                .isEqualTo(9);
    }

    @Test
    void betweenShortAndLongItStays() {
        VegasLimit twelve = new VegasLimit(12);
        twelve.round(Duration.ofMillis(30), 2);
        twelve.round(Duration.ofMillis(40), 12);
        assertThat(twelve.limit())
                .as("12 * (1 - 30/40) = 3 calls wait, not fewer than %d: the limit stays.", SHORT)
                .isEqualTo(12);
        twelve.round(Duration.ofMillis(60), 12);
        assertThat(twelve.limit())
                .as("12 * (1 - 30/60) = 6 calls wait, not more than %d: the limit stays.", LONG)
                .isEqualTo(12);
    }

    @Test
    void aCallThatWasTurnedAwayHalvesItDownToOne() {
        limit.turnedAway();
        assertThat(limit.limit()).as("Half of 10.").isEqualTo(5);
        limit.turnedAway();
        assertThat(limit.limit()).as("Half of 5, rounded down.").isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            limit.turnedAway();
        }
        assertThat(limit.limit())
                .as("The limit is at least 1, or nothing would ever be measured again.")
                .isEqualTo(1);
    }

    @Test
    void aCallThatWasTurnedAwayIsNoRound() {
        limit.turnedAway();
        for (int i = 0; i < MEMORY - 1; i++) {
            limit.round(Duration.ofMillis(10), 1);
        }
        assertThat(limit.limit())
                .as("One call was turned away, then %d idle rounds: the latency is not forgotten yet.", MEMORY - 1)
                .isEqualTo(5);
        limit.round(Duration.ofMillis(10), 1);
        assertThat(limit.limit())
                .as("Round %d: half of 5, rounded down.", MEMORY)
                .isEqualTo(2);
    }

    @Test
    void itStaysWithinItsBounds() {
        rounds(ENOUGH, 10 * MOST, 10);
        assertThat(limit.limit()).as("The limit is at most %d.", MOST).isLessThanOrEqualTo(MOST);
        for (int i = 0; i < 2 * MOST; i++) {
            limit.round(Duration.ofSeconds(i + 1), limit.limit());
        }
        assertThat(limit.limit()).as("The limit is at least 1.").isGreaterThanOrEqualTo(1);
    }
}

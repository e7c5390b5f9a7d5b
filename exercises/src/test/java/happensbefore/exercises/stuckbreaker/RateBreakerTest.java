package happensbefore.exercises.stuckbreaker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.stuckbreaker.RateBreaker.Permit;
import happensbefore.exercises.stuckbreaker.RateBreaker.State;
import org.junit.jupiter.api.Test;

class RateBreakerTest {
    private static final long PAUSE = 100;

    private long now = -7;
    private final RateBreaker breaker = new RateBreaker(4, 2, 2, PAUSE, () -> now);

    private Permit call() {
        return requireNonNull(breaker.tryCall(), "It lets this call through.");
    }

    private void expect(String why, State state) {
        assertThat(breaker.state()).as(why).isEqualTo(state);
    }

    private void open() {
        call().failed();
        call().failed();
        expect("Two of the last four have failed.", State.OPEN);
    }

    @Test
    void itOpensWhenTooManyOfTheLastHaveFailed() {
        call().failed();
        call().succeeded();
        call().succeeded();
        call().succeeded();
        call().failed();
        expect("One of the last four has failed.", State.CLOSED);
        call().failed();
        expect("Two of the last four have failed.", State.OPEN);
        assertThat(breaker.tryCall()).as("It is open.").isNull();
    }

    @Test
    void afterThePauseItLetsProbesThroughAndNoMore() {
        open();
        now += PAUSE - 1;
        assertThat(breaker.tryCall()).as("The pause is not over.").isNull();
        now++;
        call();
        expect("A probe is under way.", State.HALF_OPEN);
        call();
        assertThat(breaker.tryCall()).as("Both places are taken.").isNull();
    }

    @Test
    void itClosesWhenEveryProbeHasSucceeded() {
        open();
        now += PAUSE;
        Permit one = call();
        Permit other = call();
        one.succeeded();
        expect("One of two has succeeded: it takes all of them.", State.HALF_OPEN);
        other.succeeded();
        expect("All have succeeded.", State.CLOSED);
    }

    @Test
    void aBreakerThatHasClosedBeginsAnew() {
        open();
        now += PAUSE;
        call().succeeded();
        call().succeeded();
        call().failed();
        expect("It has begun anew: one failure of one.", State.CLOSED);
        call().failed();
        expect("Two failures of two.", State.OPEN);
    }

    @Test
    void aProbeThatFailsOpensItForAnotherPause() {
        open();
        now += PAUSE;
        Permit one = call();
        call().failed();
        expect("A probe has failed.", State.OPEN);
        one.succeeded();
        now += PAUSE - 1;
        assertThat(breaker.tryCall()).as("Another pause.").isNull();
        now++;
        call().succeeded();
        expect("One of two: what came before says nothing.", State.HALF_OPEN);
    }

    @Test
    void anAbandonedProbeGivesItsPlaceBack() {
        open();
        now += PAUSE;
        for (int i = 0; i < 10; i++) {
            Permit lost = breaker.tryCall();
            assertThat(lost)
                    .as("The place of the probe that was abandoned is free.")
                    .isNotNull();
            requireNonNull(lost).abandoned();
        }
        call().succeeded();
        call().succeeded();
        expect("Two probes have succeeded.", State.CLOSED);
    }

    @Test
    void whatBeganBeforeItOpenedSaysNothing() {
        Permit slow = call();
        Permit slower = call();
        open();
        now += PAUSE;
        call();
        slow.succeeded();
        slower.succeeded();
        expect("Those calls began before it opened.", State.HALF_OPEN);
    }

    @Test
    void theFirstWordAboutACallCounts() {
        Permit call = call();
        call.failed();
        call.failed();
        expect("One call has failed, once.", State.CLOSED);
        open2();
        now += PAUSE;
        Permit probe = call();
        probe.succeeded();
        probe.succeeded();
        expect("One probe of two, told twice: it takes all of them.", State.HALF_OPEN);
    }

    private void open2() {
        call().failed();
        expect("Two of the last have failed.", State.OPEN);
    }

    @Test
    void anAbandonedCallIsNoResult() {
        call().failed();
        call().abandoned();
        call().abandoned();
        call().abandoned();
        call().abandoned();
        call().failed();
        expect("Two failures: abandoned calls take no room in the window.", State.OPEN);
    }
}

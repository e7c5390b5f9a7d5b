package happensbefore.spanexport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.spanexport.CircuitBreaker.Call;
import happensbefore.spanexport.CircuitBreaker.Settings;
import happensbefore.spanexport.CircuitBreaker.State;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A breaker, step by step, on a clock of the test's own. As [System#nanoTime] may, it overflows on its way.
class CircuitBreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final CircuitBreaker breaker =
            new CircuitBreaker(new Settings(3, PAUSE, PAUSE.multipliedBy(3)), clock::get);

    private Call call() {
        return requireNonNull(breaker.tryCall());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            call().failed();
        }
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void expect(State state) {
        assertThat(breaker.state()).isEqualTo(state);
    }

    @Test
    void failuresInARowOpenIt() {
        fail(2);
        call().succeeded();
        fail(2);
        expect(State.CLOSED);
        fail(1);
        expect(State.OPEN);
        assertThat(breaker.tryCall()).isNull();
        assertThat(breaker.openings()).isEqualTo(1);
    }

    @Test
    void afterThePauseThereIsOneProbe() {
        fail(3);
        pass(PAUSE.minusNanos(1));
        assertThat(breaker.tryCall()).isNull();
        pass(Duration.ofNanos(1));
        Call probe = call();
        expect(State.HALF_OPEN);
        assertThat(breaker.tryCall()).as("while the probe is under way").isNull();
        probe.succeeded();
        expect(State.CLOSED);
        assertThat(breaker.tryCall()).isNotNull();
    }

    @Test
    void aBreakerThatHasClosedForgetsItsFailures() {
        fail(3);
        pass(PAUSE);
        call().succeeded();
        fail(2);
        expect(State.CLOSED);
    }

    @Test
    void aProbeThatFailsDoublesThePause() {
        fail(3);
        pass(PAUSE);
        call().failed();
        expect(State.OPEN);
        assertThat(breaker.openings()).isEqualTo(2);
        pass(PAUSE);
        assertThat(breaker.tryCall()).isNull();
        pass(PAUSE);
        call().failed();
        pass(PAUSE.multipliedBy(3));
        assertThat(breaker.tryCall()).as("up to the longest pause").isNotNull();
    }

    @Test
    void thePauseStartsAnewOnceItHasClosed() {
        fail(3);
        pass(PAUSE);
        call().failed();
        pass(PAUSE.multipliedBy(2));
        call().succeeded();
        fail(3);
        pass(PAUSE);
        assertThat(breaker.tryCall()).isNotNull();
    }

    @Test
    void aProbeWithoutAResultIsGivenUp() {
        fail(3);
        pass(PAUSE);
        Call lost = call();
        pass(PAUSE);
        Call next = call();
        lost.succeeded();
        expect(State.HALF_OPEN);
        next.succeeded();
        expect(State.CLOSED);
    }

    @Test
    void aProbeThatWasNotMadeLeavesItsPlace() {
        fail(3);
        pass(PAUSE);
        call().abandoned();
        expect(State.OPEN);
        call().succeeded();
        expect(State.CLOSED);
        assertThat(breaker.openings()).as("nothing has failed").isEqualTo(1);
    }

    @Test
    void whatBeganBeforeItOpenedSaysNothing() {
        Call slowSuccess = call();
        Call slowFailure = call();
        fail(3);
        slowSuccess.succeeded();
        expect(State.OPEN);
        pass(PAUSE);
        Call probe = call();
        slowFailure.failed();
        expect(State.HALF_OPEN);
        probe.succeeded();
        expect(State.CLOSED);
    }

    @Test
    void whatBeganInAnEarlierEraSaysNothing() {
        Call one = call();
        Call two = call();
        Call three = call();
        fail(3);
        pass(PAUSE);
        call().succeeded();
        one.failed();
        two.failed();
        three.failed();
        expect(State.CLOSED);
    }

    @Test
    void theFirstWordAboutACallCounts() {
        Call call = call();
        call.failed();
        call.failed();
        call.failed();
        expect(State.CLOSED);
        fail(1);
        call.succeeded();
        fail(1);
        expect(State.OPEN);
    }

    @Test
    void boundsArePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(0, PAUSE, PAUSE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(1, Duration.ZERO, PAUSE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(1, PAUSE, PAUSE.minusNanos(1)))
                .withMessageContaining("a pause of PT1S to");
    }
}

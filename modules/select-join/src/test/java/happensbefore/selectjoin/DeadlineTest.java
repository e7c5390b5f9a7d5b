package happensbefore.selectjoin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void workWithoutADeadlineHasNone() {
        assertThat(Deadline.current()).isEmpty();
    }

    @Test
    void aCallSeesItsDeadlineAndNothingOfItIsLeftAfterwards() {
        Deadline deadline = Deadline.after(HOUR);
        assertThat(deadline.call(() -> Deadline.current())).containsSame(deadline);
        assertThat(Deadline.current()).isEmpty();
    }

    @Test
    void nobodyBelowGetsMoreTime() {
        Deadline outer = Deadline.after(HOUR);
        outer.call(() -> {
            assertThat(Deadline.after(HOUR.multipliedBy(2))).isSameAs(outer);
            assertThat(Deadline.after(FOREVER)).isSameAs(outer);
            return "";
        });
    }

    @Test
    void whoeverIsBelowMayHaveLess() {
        Deadline.after(HOUR).call(() -> {
            assertThat(Deadline.after(Duration.ofMinutes(1)).remaining()).isLessThanOrEqualTo(Duration.ofMinutes(1));
            assertThat(Deadline.after(Duration.ZERO).isOver()).isTrue();
            return "";
        });
    }

    @Test
    void whatIsOverStaysOver() {
        Deadline past = Deadline.after(Duration.ofSeconds(-1));
        assertThat(past.isOver()).isTrue();
        assertThat(past.remaining()).isZero();
        assertThat(past.call(() -> Deadline.after(HOUR))).isSameAs(past);
    }

    @Test
    void theLongestOfAllIsNotOver() {
        assertThat(Deadline.after(FOREVER).isOver()).isFalse();
        assertThat(Deadline.after(FOREVER.negated()).isOver()).isTrue();
    }

    @Test
    void everySubtaskHasTheDeadlineOfItsCaller() throws Exception {
        Deadline deadline = Deadline.after(HOUR);
        Join.Two<Optional<Deadline>, Optional<Deadline>> seen =
                deadline.call(() -> Join.all(Deadline::current, Deadline::current));
        assertThat(seen.first()).containsSame(deadline);
        assertThat(seen.second()).containsSame(deadline);
    }
}

package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.lockfree.EpochReclaimer.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochReclaimerTest {
    private final List<Integer> freed = new ArrayList<>();
    private final EpochReclaimer reclaimer = new EpochReclaimer(1000, freed::add);

    @Test
    void aNodeIsNotFreedWhileAGuardThatWasOpenAtItsRetirementStillIs() {
        try (Guard _ = reclaimer.pin()) {
            retire(7);
            for (int i = 0; i < 10; i++) {
                assertThat(reclaimer.reclaim()).isZero();
            }
            assertThat(freed).isEmpty();
            assertThat(reclaimer.backlog()).isEqualTo(1);
        }
        assertThat(reclaimer.reclaim()).isEqualTo(1);
        assertThat(freed).containsExactly(7);
        assertThat(reclaimer.backlog()).isZero();
    }

    @Test
    void theRetiringGuardItselfHoldsItsNode() {
        try (Guard guard = reclaimer.pin()) {
            guard.retire(7);
            reclaimer.reclaim();
            assertThat(freed).isEmpty();
        }
    }

    @Test
    void aGuardPinnedAfterTheRetirementHoldsItOneEpochAtMost() {
        retire(7);
        try (Guard _ = reclaimer.pin()) {
            reclaimer.reclaim();
            assertThat(freed).isEmpty();
        }
        reclaimer.reclaim();
        assertThat(freed).containsExactly(7);
    }

    @Test
    void everyNodeIsFreedExactlyOnce() {
        for (int node = 0; node < 1000; node++) {
            retire(node);
        }
        reclaimer.reclaim();
        assertThat(freed)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1000).boxed().toList());
        assertThat(reclaimer.retired()).isEqualTo(1000);
        assertThat(reclaimer.reclaimed()).isEqualTo(1000);
    }

    @Test
    void retiringAloneFreesInBatches() {
        for (int node = 0; node < 1000; node++) {
            retire(node);
            assertThat(reclaimer.backlog()).isLessThanOrEqualTo(3 * 32);
        }
    }

    @Test
    void namesTheThreadThatIsInTheWay() throws Exception {
        assertThat(reclaimer.stall()).isEmpty();
        try (Guard _ = reclaimer.pin()) {
            assertThat(reclaimer.stall()).as("a guard in the current epoch").isEmpty();
            retire(7);
            reclaimer.reclaim();
            assertThat(reclaimer.stall()).hasValueSatisfying(stall -> {
                assertThat(stall.thread()).isSameAs(Thread.currentThread());
                assertThat(stall.pinnedIn()).isEqualTo(0);
                assertThat(stall.epoch()).isEqualTo(1);
                assertThat(stall.backlog()).isEqualTo(1);
            });
        }
        assertThat(reclaimer.stall()).isEmpty();
        assertThat(reclaimer.pinned()).isZero();
    }

    @Test
    void hasRoomForAnyNumberOfGuards() {
        List<Guard> guards =
                IntStream.range(0, 1000).mapToObj(i -> reclaimer.pin()).toList();
        assertThat(reclaimer.pinned()).isEqualTo(1000);
        retire(7);
        reclaimer.reclaim();
        assertThat(freed).isEmpty();
        guards.forEach(Guard::close);
        assertThat(reclaimer.pinned()).isZero();
        reclaimer.reclaim();
        assertThat(freed).containsExactly(7);
    }

    @Test
    void aClosedGuardRetiresNothingAndClosesNobodyElsesSlot() {
        Guard closed = reclaimer.pin();
        closed.close();
        try (Guard _ = reclaimer.pin()) {
            closed.close();
            assertThat(reclaimer.pinned()).isEqualTo(1);
            assertThatIllegalStateException().isThrownBy(() -> closed.retire(7));
        }
        assertThat(reclaimer.retired()).isZero();
    }

    @Test
    void refusesToWatchOverNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EpochReclaimer(0, freed::add));
    }

    private void retire(int node) {
        try (Guard guard = reclaimer.pin()) {
            guard.retire(node);
        }
    }
}

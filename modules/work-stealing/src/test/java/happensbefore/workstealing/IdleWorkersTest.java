package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Who has to move when there is new work, one step after the other.
class IdleWorkersTest {
    private final IdleWorkers idle = new IdleWorkers(2, 3);

    private int startOne() {
        assertThat(idle.summon()).isEqualTo(IdleWorkers.START);
        return idle.nextIndex();
    }

    private void restOf(int worker) {
        idle.search();
        idle.rest(worker);
    }

    @Test
    void workersAreStartedAsTheyAreNeeded() {
        assertThat(startOne()).isZero();
        assertThat(idle.summon()).as("the first still searches").isEqualTo(IdleWorkers.NOBODY);
        assertThat(idle.found()).as("it was the last that searched").isTrue();
        assertThat(startOne()).isEqualTo(1);
        idle.found();
        assertThat(idle.summon()).as("two are awake").isEqualTo(IdleWorkers.NOBODY);
        assertThat(idle.awake()).isEqualTo(2);
    }

    @Test
    void whoLayDownLastIsWokenFirstAndCountsAsSearching() {
        startOne();
        idle.found();
        startOne();
        idle.found();
        restOf(0);
        restOf(1);
        assertThat(idle.awake()).isZero();
        assertThat(idle.resting(1)).isTrue();
        assertThat(idle.summon()).isEqualTo(1);
        assertThat(idle.resting(1)).isFalse();
        assertThat(idle.searching()).isEqualTo(1);
        assertThat(idle.summon()).as("one searches already").isEqualTo(IdleWorkers.NOBODY);
        idle.found();
        assertThat(idle.summon()).isZero();
    }

    @Test
    void aSpareStandsInForOneThatWaitsAndNoMoreThanThereMayBe() {
        startOne();
        idle.found();
        startOne();
        idle.found();
        idle.block();
        assertThat(startOne()).isEqualTo(2);
        idle.found();
        idle.block();
        assertThat(idle.summon()).as("three were started, which is the most").isEqualTo(IdleWorkers.NOBODY);
        idle.unblock();
        idle.unblock();
        assertThat(idle.awake()).isEqualTo(3);
        assertThat(idle.crowded()).isTrue();
        restOf(2);
        assertThat(idle.crowded()).isFalse();
        assertThat(idle.summon()).as("two are awake").isEqualTo(IdleWorkers.NOBODY);
    }

    @Test
    void oneThatCouldNotBeStartedLeavesNoTrace() {
        startOne();
        idle.notStarted();
        assertThat(idle.awake()).isZero();
        assertThat(idle.started()).isZero();
        assertThat(startOne()).isZero();
    }

    @Test
    void itClosesWhenAllRestAndNobodyHasMoved() {
        startOne();
        assertThat(idle.allRest()).isEqualTo(-1);
        idle.rest(0);
        long before = idle.allRest();
        assertThat(idle.summon()).isZero();
        idle.rest(0);
        assertThat(idle.close(before)).as("somebody has moved").isFalse();
        assertThat(idle.close(idle.allRest())).isTrue();
        assertThat(idle.awake()).isZero();
        assertThat(idle.summon()).isEqualTo(IdleWorkers.NOBODY);
        idle.search();
    }

    @Test
    void whoWaitsForATaskKeepsItOpen() {
        startOne();
        idle.found();
        idle.block();
        assertThat(idle.allRest()).isEqualTo(-1);
    }
}

package happensbefore.workstealing;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every order of a few operations of an owner and its thieves gives what some sequential order gives.
class DequeInterleavingsTest {
    /// Schedules to try: within these, each deque of [BrokenDequesTest] is found broken.
    static final int ENOUGH = 400;

    /// A thief that lost tries again.
    public static class Deque {
        private final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>(2);

        public void push(int item) {
            deque.push(item);
        }

        public @Nullable Integer pop() {
            return deque.pop();
        }

        public @Nullable Integer steal() {
            Steal<Integer> steal = deque.steal();
            while (steal instanceof Steal.Lost) {
                steal = deque.steal();
            }
            return steal instanceof Steal.Stolen<Integer>(Integer item) ? item : null;
        }
    }

    @Test
    void theLastItemGoesToTheOwnerOrToAThief() {
        BrokenDequesTest.theLast(Deque.class).check();
    }

    @Test
    void theLastButOneIsNotTakenTwice() {
        BrokenDequesTest.theLastButOne(Deque.class).check();
    }

    @Test
    void itGrowsUnderTheThievesHands() {
        BrokenDequesTest.growth(Deque.class).check();
    }

    @Test
    void noThiefReadsAnArrayFromBeforeTheGrowth() {
        BrokenDequesTest.growthBesideTwoThieves(Deque.class).check();
    }

    @Test
    void aSlotIsNotUsedAgainBeforeItsThiefHasEmptiedIt() {
        BrokenDequesTest.reuse(Deque.class).check();
    }

    @Test
    void anIndexThatIsPoppedAndPushedAgainIsTakenOnce() {
        Interleavings.of(Deque.class)
                .init("push", 1)
                .init("push", 2)
                .thread(op("pop"), op("pop"), op("push", 3))
                .thread(op("steal"), op("steal"))
                .post("pop")
                .invocations(ENOUGH)
                .check();
    }
}

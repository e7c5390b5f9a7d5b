package happensbefore.workstealing;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every order of a few operations of an owner and its thieves gives what some sequential order gives.
class DequeInterleavingsTest {
    /// Schedules to try: within these, each deque of [BrokenDequesTest] is found broken.
    static final int ENOUGH = 1_000;

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
        Interleavings.of(Deque.class)
                .init("push", 1)
                .thread(op("pop"))
                .thread(op("steal"))
                .post("pop")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void theLastButOneIsNotTakenTwice() {
        Interleavings.of(Deque.class)
                .init("push", 1)
                .init("push", 2)
                .thread(op("pop"))
                .thread(op("steal"))
                .thread(op("steal"))
                .post("pop")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void aThiefThatReadTheBottomBeforeAPopTakesNothingTwice() {
        Interleavings.of(Deque.class)
                .init("push", 1)
                .init("push", 2)
                .thread(op("pop"), op("pop"), op("push", 3))
                .thread(op("steal"), op("steal"))
                .post("pop")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void itGrowsUnderTheThievesHands() {
        Interleavings.of(Deque.class)
                .init("push", 1)
                .init("push", 2)
                .thread(op("push", 3), op("push", 4), op("pop"))
                .thread(op("steal"), op("steal"))
                .post("pop")
                .post("pop")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void aSlotIsNotUsedAgainBeforeItsThiefHasEmptiedIt() {
        Interleavings.of(Deque.class)
                .init("push", 1)
                .thread(op("push", 2), op("push", 3), op("pop"))
                .thread(op("steal"))
                .thread(op("steal"))
                .post("steal")
                .post("pop")
                .invocations(ENOUGH)
                .check();
    }
}

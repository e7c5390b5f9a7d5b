package happensbefore.exercises.boundeddeque;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class TaskBoardInterleaveTest {
    /// A board with room for all that the scenarios push: whether a full one refuses depends on who was first.
    public static class Board {
        private final TaskBoard board = new TaskBoard(4);

        public void push(int task) {
            if (!board.push(task)) {
                throw new IllegalStateException("no place for task " + task);
            }
        }

        public int pop() {
            return board.pop();
        }

        public int steal() {
            return board.steal();
        }
    }

    @Test
    void theLastTaskIsTakenOnce() {
        tasks(1).thread(op("pop")).thread(op("steal")).post("steal").check();
    }

    @Test
    void aBoardThatStartsOverDuringATheftIsNoticed() {
        tasks(1).thread(op("pop"), op("push", 8))
                .thread(op("steal"))
                .post("pop")
                .check();
    }

    @Test
    void aBoardThatStartsOverTwiceDuringATheftIsNoticed() {
        tasks(1).thread(op("pop"), op("push", 8), op("pop"), op("push", 9))
                .thread(op("steal"))
                .post("pop")
                .check();
    }

    @Test
    void aBoardThatAThiefEmptiedStartsOverAsWell() {
        tasks(1).thread(op("pop"), op("push", 8))
                .thread(op("steal"))
                .thread(op("steal"))
                .post("pop")
                .check();
    }

    @Test
    void whatWasStolenLongAgoIsNotStolenAgain() {
        tasks(2).init("steal")
                .thread(op("pop"))
                .thread(op("steal"))
                .post("steal")
                .check();
    }

    private static Interleavings tasks(int count) {
        Interleavings scenario = Interleavings.of(Board.class)
                .invocations(400)
                .options(options -> options.checkObstructionFreedom(true));
        for (int task = 1; task <= count; task++) {
            scenario.init("push", task);
        }
        return scenario;
    }
}

package happensbefore.exercises.boundeddeque;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskBoardTest {
    @Test
    void theWorkerPopsTheNewestAndAThiefStealsTheOldest() {
        TaskBoard board = new TaskBoard(4);
        for (int task = 1; task <= 4; task++) {
            assertThat(board.push(task))
                    .as("there is a place for task %d", task)
                    .isTrue();
        }
        assertThat(board.pop()).as("the newest task").isEqualTo(4);
        assertThat(board.steal()).as("the oldest task").isEqualTo(1);
        assertThat(board.steal()).as("the next oldest task").isEqualTo(2);
        assertThat(board.pop()).as("the last task").isEqualTo(3);
        assertThat(board.pop()).as("no task is left for the worker").isEqualTo(-1);
        assertThat(board.steal()).as("no task is left for a thief").isEqualTo(-1);
    }

    @Test
    void aFullBoardRefuses() {
        TaskBoard board = new TaskBoard(2);
        board.push(7);
        board.push(8);
        assertThat(board.push(9)).as("a third task in two places").isFalse();
        assertThat(board.steal()).as("the oldest task").isEqualTo(7);
        assertThat(board.pop()).as("the newest task").isEqualTo(8);
    }

    @Test
    void anEmptyBoardStartsOver() {
        TaskBoard board = new TaskBoard(3);
        for (int round = 0; round < 50; round++) {
            for (int place = 0; place < 3; place++) {
                assertThat(board.push(3 * round + place))
                        .as("A board that the worker found empty starts over: place %d in round %d.", place, round)
                        .isTrue();
            }
            for (int stolen = 0; stolen < round % 4; stolen++) {
                assertThat(board.steal()).as("stolen in round %d", round).isEqualTo(3 * round + stolen);
            }
            for (int task = 2; task >= round % 4; task--) {
                assertThat(board.pop()).as("popped in round %d", round).isEqualTo(3 * round + task);
            }
            if (round % 4 == 3) {
                assertThat(board.pop())
                        .as("everything was stolen in round %d", round)
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void anEmptyBoardIsEmpty() {
        TaskBoard board = new TaskBoard(1);
        for (int round = 0; round < 10; round++) {
            assertThat(board.pop()).as("an empty board").isEqualTo(-1);
            assertThat(board.steal()).as("an empty board").isEqualTo(-1);
        }
        assertThat(board.push(5)).as("an empty board has its place").isTrue();
        assertThat(board.steal()).as("its task").isEqualTo(5);
    }
}

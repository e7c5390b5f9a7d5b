package happensbefore.exercises.doorflags;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class DrainDoorInterleaveTest {
    /// Its answers are the same in every correct order, however the two sides meet.
    public static class Room {
        private final DrainDoor door = new DrainDoor();
        private volatile boolean workerWentIn;
        private volatile boolean toldToFree;

        public void workerEnters() {
            workerWentIn = door.enter();
        }

        public String workerComesAndGoes() {
            boolean entered = door.enter();
            boolean freed = toldToFree;
            if (entered) {
                door.leave();
            }
            return entered && freed ? "the worker is in a room that was freed" : "kept apart";
        }

        public void closerCloses() {
            toldToFree = door.close();
        }

        public String verdict() {
            return workerWentIn && toldToFree
                    ? "the worker is inside, and the closer was told that nobody is"
                    : "kept apart";
        }

        public String closeOnceMore() {
            return door.close() ? "may be freed" : "somebody is still inside";
        }
    }

    @Test
    void neverBothInsideAndToldToFree() {
        Interleavings.of(Room.class)
                .thread(op("workerEnters"))
                .thread(op("closerCloses"))
                .post("verdict")
                .check();
    }

    @Test
    void onceTheWorkerIsOutAgainTheCloserGetsItsWord() {
        Interleavings.of(Room.class)
                .invocations(500)
                .thread(op("workerComesAndGoes"), op("workerComesAndGoes"))
                .thread(op("closerCloses"))
                .post("closeOnceMore")
                .check();
    }
}

package happensbefore.exercises.doorflags;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainDoorTest {
    private final DrainDoor door = new DrainDoor();

    @Test
    void anOpenDoorLetsTheWorkerInAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(door.enter())
                    .as("Nobody has closed the door, so the worker gets in.")
                    .isTrue();
            door.leave();
        }
    }

    @Test
    void anEmptyRoomIsFreedAtOnce() {
        assertThat(door.close())
                .as("Nobody was ever inside, so `close` says that the buffer may be freed.")
                .isTrue();
        assertThat(door.close())
                .as("Asking again does no harm: still nobody is inside.")
                .isTrue();
    }

    @Test
    void theCloserIsTurnedAwayWhileTheWorkerIsInside() {
        assertThat(door.enter()).as("The door is open.").isTrue();
        assertThat(door.close())
                .as("The worker is inside, so the buffer must not be freed.")
                .isFalse();
        door.leave();
        assertThat(door.close())
                .as("The worker has left, so the buffer may be freed.")
                .isTrue();
    }

    @Test
    void aClosedDoorStaysClosed() {
        door.close();
        assertThat(door.enter()).as("The door was closed before.").isFalse();
        assertThat(door.enter()).as("A closed door does not open again.").isFalse();
    }

    @Test
    void aDoorThatWasClosedOverAWorkerStaysClosedWhenItLeaves() {
        assertThat(door.enter()).as("The door is open.").isTrue();
        door.close();
        door.leave();
        assertThat(door.enter())
                .as("The door was closed while the worker was inside, and stays closed when it has left.")
                .isFalse();
    }

    @Test
    void aRefusedWorkerIsNotInside() {
        door.close();
        door.enter();
        assertThat(door.close())
                .as("The worker was refused, so nobody is inside and the buffer may be freed.")
                .isTrue();
    }
}

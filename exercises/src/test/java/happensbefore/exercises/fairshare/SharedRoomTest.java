package happensbefore.exercises.fairshare;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.fairshare.SharedRoom.Free;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRoomTest {
    private final SharedRoom room = new SharedRoom(2, 3, 4);

    @Test
    void aBackendTakesItsOwnAndThenWhatIsShared() {
        assertThat(room.free()).as("At first all is free.").isEqualTo(new Free(List.of(3, 3), 4));
        assertThat(room.tryTake(0, 2)).as("It fits into its own.").isTrue();
        assertThat(room.free()).as("Two of its own.").isEqualTo(new Free(List.of(1, 3), 4));
        assertThat(room.tryTake(0, 3)).as("One of its own, two shared.").isTrue();
        assertThat(room.free()).as("Two are borrowed.").isEqualTo(new Free(List.of(0, 3), 2));
    }

    @Test
    void aBackendThatTakesAllItCanLeavesTheReserveOfTheOther() {
        int taken = 0;
        while (taken < 100 && room.tryTake(0, 1)) {
            taken++;
        }
        assertThat(taken)
                .as("It takes its own reserve and the shared part, and no other reserve.")
                .isEqualTo(7);
        assertThat(room.tryTake(1, 3)).as("The other has its reserve.").isTrue();
        assertThat(room.tryTake(1, 1)).as("And no more: all is taken.").isFalse();
    }

    @Test
    void aTakeThatFailsTakesNothing() {
        assertThat(room.tryTake(0, 8))
                .as("Three of its own, four shared: seven.")
                .isFalse();
        assertThat(room.free())
                .as("It did not fit, so nothing of it was taken.")
                .isEqualTo(new Free(List.of(3, 3), 4));
        assertThat(room.tryTake(0, 7)).as("Exactly all it can have.").isTrue();
    }

    @Test
    void debtsArePaidFirst() {
        room.tryTake(0, 5);
        room.give(0, 2);
        assertThat(room.free())
                .as("What was borrowed is paid back first; it still holds its own three.")
                .isEqualTo(new Free(List.of(0, 3), 4));
        room.give(0, 1);
        assertThat(room.free()).as("Now its own grows.").isEqualTo(new Free(List.of(1, 3), 4));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        for (int round = 0; round < 100; round++) {
            assertThat(room.tryTake(0, 6)).as("Round " + round).isTrue();
            assertThat(room.tryTake(1, 4)).as("Round " + round).isTrue();
            room.give(0, 6);
            room.give(1, 4);
        }
        assertThat(room.free()).as("All came back.").isEqualTo(new Free(List.of(3, 3), 4));
    }
}

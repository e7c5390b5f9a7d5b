package happensbefore.exercises.splitlease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.exercises.splitlease.LeasedMemory.Lease;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeasedMemoryTest {
    private final LeasedMemory memory = new LeasedMemory(100);

    private Lease taken(long bytes) {
        return Objects.requireNonNull(memory.tryTake(bytes), "there is room");
    }

    @Test
    void whatIsTakenIsHeldUntilItIsClosed() {
        Lease lease = taken(70);
        assertThat(lease.bytes()).as("The lease has what was taken.").isEqualTo(70);
        assertThat(memory.held()).as("It is held.").isEqualTo(70);
        assertThat(memory.tryTake(31)).as("There is no room for so many.").isNull();
        assertThat(memory.held()).as("A take without room takes nothing.").isEqualTo(70);
        Lease other = taken(30);
        assertThat(memory.held()).as("All of it is held.").isEqualTo(100);
        lease.close();
        other.close();
        assertThat(memory.held()).as("All came back.").isZero();
    }

    @Test
    void aSecondCloseGivesBackNothing() {
        Lease lease = taken(70);
        Lease other = taken(20);
        lease.close();
        lease.close();
        assertThat(memory.held())
                .as("Closed again: nothing is given back twice.")
                .isEqualTo(20);
        assertThat(lease.bytes()).as("Once closed, it has nothing.").isZero();
        other.close();
        assertThat(memory.held()).as("All came back, and nothing twice.").isZero();
    }

    @Test
    void aSplitMovesBytes() {
        Lease request = taken(90);
        Lease trace = request.split(30);
        assertThat(request.bytes()).as("After the split it has the rest.").isEqualTo(60);
        assertThat(trace.bytes()).as("The part that was split off.").isEqualTo(30);
        assertThat(memory.held()).as("A split takes nothing anew.").isEqualTo(90);
        request.close();
        assertThat(memory.held())
                .as("The part that was split off is still held.")
                .isEqualTo(30);
        trace.close();
        assertThat(memory.held()).as("Both parts of the split came back.").isZero();
    }

    @Test
    void aSplitOfMoreThanThereIsChangesNothing() {
        Lease lease = taken(50);
        assertThatThrownBy(() -> lease.split(51))
                .as("A split of more than it has.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(lease.bytes()).as("A split that fails changes nothing.").isEqualTo(50);
        assertThat(lease.split(50).bytes()).as("It may be split off whole.").isEqualTo(50);
        assertThat(lease.bytes()).as("Nothing is left after the split.").isZero();
        assertThat(memory.held()).as("All is held, by the part.").isEqualTo(50);
    }

    @Test
    void aLeaseGrowsIfThereIsRoom() {
        Lease lease = taken(50);
        assertThat(lease.tryGrow(40)).as("There is room.").isTrue();
        assertThat(lease.bytes()).as("It has grown.").isEqualTo(90);
        assertThat(memory.held()).as("It has grown.").isEqualTo(90);
        assertThat(lease.tryGrow(11)).as("There is no room for so many.").isFalse();
        assertThat(lease.bytes()).as("Without room it has not grown.").isEqualTo(90);
        assertThat(memory.held()).as("Without room nothing is held.").isEqualTo(90);
        lease.close();
        assertThat(memory.held()).as("All came back, also what it grew by.").isZero();
    }

    @Test
    void aClosedLeaseStaysEmpty() {
        Lease lease = taken(50);
        lease.close();
        assertThatThrownBy(() -> lease.tryGrow(1))
                .as("It is closed: nobody would give that back.")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lease.split(0)).as("It is closed.").isInstanceOf(IllegalStateException.class);
        assertThat(memory.held()).as("Nothing is held by what is closed.").isZero();
        assertThat(lease.bytes()).as("What is closed has nothing.").isZero();
    }
}

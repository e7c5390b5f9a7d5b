package happensbefore.exercises.borrowedbuffer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.borrowedbuffer.BorrowedBatch.Reader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BorrowedBatchTest {
    private int givenBack;
    private final BorrowedBatch batch = new BorrowedBatch(new ArrayList<>(List.of("a", "b")), spans -> {
        givenBack++;
        spans.clear();
    });

    private Reader open() {
        return requireNonNull(batch.open(), "Somebody holds the batch.");
    }

    @Test
    void theLastOneGivesTheListBack() {
        Reader one = open();
        Reader other = open();
        batch.close();
        assertThat(one.spans()).as("Two backends still read it.").containsExactly("a", "b");
        one.close();
        assertThat(other.spans()).as("One backend still reads it.").containsExactly("a", "b");
        assertThat(givenBack).as("Somebody still reads it.").isZero();
        other.close();
        assertThat(givenBack).as("That was the last hold.").isEqualTo(1);
    }

    @Test
    void whoHasMadeItMayBeTheLast() {
        Reader reader = open();
        reader.close();
        assertThat(givenBack).as("Who has made it still holds it.").isZero();
        batch.close();
        assertThat(givenBack).as("That was the last hold.").isEqualTo(1);
    }

    @Test
    void aHoldEndsOnce() {
        Reader one = open();
        Reader other = open();
        one.close();
        one.close();
        one.close();
        batch.close();
        batch.close();
        assertThat(givenBack)
                .as("Closed twice is closed: the other still reads it.")
                .isZero();
        assertThat(other.spans()).as("The other still reads it.").containsExactly("a", "b");
        other.close();
        other.close();
        assertThat(givenBack).as("Given back once, though closed twice.").isEqualTo(1);
    }

    @Test
    void aReaderCanBeOpenedAsLongAsSomebodyHoldsTheBatch() {
        Reader one = open();
        batch.close();
        Reader late = open();
        one.close();
        assertThat(late.spans()).as("It still reads it.").containsExactly("a", "b");
        late.close();
        assertThat(givenBack).as("That was the last hold.").isEqualTo(1);
    }

    @Test
    void whatIsGoneIsGone() {
        batch.close();
        assertThat(batch.open()).as("The list is gone.").isNull();
        assertThat(batch.open()).as("The list is gone, also for the next one.").isNull();
        assertThat(givenBack).as("It was given back when it was gone, once.").isEqualTo(1);
    }
}

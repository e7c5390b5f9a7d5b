package happensbefore.exercises.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox<String> box = new Mailbox<>();

    @Test
    void lettersComeOutInOrder() {
        assertThat(box.send("first")).as("The mailbox is open.").isTrue();
        assertThat(box.send("second")).as("The mailbox is open.").isTrue();
        assertThat(box.receive()).as("The oldest letter comes first.").isEqualTo("first");
        assertThat(box.receive()).as("Then the next one.").isEqualTo("second");
        assertThat(box.receive()).as("Both letters were received.").isNull();
        box.send("third");
        assertThat(box.receive()).as("An empty mailbox takes letters again.").isEqualTo("third");
    }

    @Test
    void aClosedMailboxLetsNothingIn() {
        box.send("first");
        box.close();
        assertThat(box.send("second")).as("The mailbox is closed.").isFalse();
        assertThat(box.receive())
                .as("What was in before it was closed can still be received.")
                .isEqualTo("first");
        assertThat(box.receive()).as("The second letter was refused.").isNull();
    }

    @Test
    void drainedMeansClosedAndEmpty() {
        assertThat(box.isDrained()).as("It is empty, but not closed.").isFalse();
        box.send("first");
        box.close();
        assertThat(box.isDrained()).as("It is closed, but one letter is left.").isFalse();
        assertThat(box.receive())
                .as("Asking whether it is drained takes no letter out.")
                .isEqualTo("first");
        assertThat(box.isDrained())
                .as("It is closed, and the letter was received.")
                .isTrue();
    }

    @Test
    void closingTwiceIsClosingOnce() {
        box.close();
        box.close();
        assertThat(box.isDrained())
                .as("It was closed twice and never had a letter.")
                .isTrue();
        assertThat(box.send("late")).as("It stays closed.").isFalse();
        assertThat(box.receive()).as("The letter was refused.").isNull();
    }

    @Test
    @SuppressWarnings("NullAway") // refusing null is what is tested
    void nullIsRefused() {
        assertThatThrownBy(() -> box.send(null))
                .as("`send(null)` throws a NullPointerException.")
                .isInstanceOf(NullPointerException.class);
        assertThat(box.receive()).as("A refused letter leaves nothing behind.").isNull();
    }
}

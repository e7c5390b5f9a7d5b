package happensbefore.exercises.mailbox;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class MailboxInterleaveTest {
    public static class Box {
        private final Mailbox<Integer> mailbox = new Mailbox<>();

        public boolean send(int letter) {
            return mailbox.send(letter);
        }

        public @Nullable Integer receive() {
            return mailbox.receive();
        }

        public void close() {
            mailbox.close();
        }

        public boolean isDrained() {
            return mailbox.isDrained();
        }
    }

    @Test
    void nothingArrivesAfterTheLastLetter() {
        scenario()
                .thread(op("send", 1))
                .thread(op("close"), op("isDrained"))
                .post("receive")
                .post("isDrained")
                .check();
    }

    @Test
    void twoLettersAtOnceAreBothReceived() {
        scenario()
                .thread(op("send", 1))
                .thread(op("send", 2))
                .post("receive")
                .post("receive")
                .check();
    }

    @Test
    void aLetterThatIsInIsFoundBehindASenderThatIsHalfWay() {
        scenario()
                .thread(op("send", 1))
                .thread(op("send", 2), op("receive"))
                .post("receive")
                .check();
    }

    private static Interleavings scenario() {
        return Interleavings.of(Box.class).invocations(150).options(options -> options.checkObstructionFreedom(true));
    }
}

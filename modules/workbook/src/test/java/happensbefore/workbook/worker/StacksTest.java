package happensbefore.workbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Detail.Whose;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StacksTest {
    private static final Set<String> READERS = Set.of("Mailbox.java");
    private static final StackTraceElement PARK =
            new StackTraceElement("app", "java.base", "25", "jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2);
    private static final StackTraceElement TAKE =
            new StackTraceElement("happensbefore.exercises.mailbox.Mailbox", "take", "Mailbox.java", 12);
    private static final StackTraceElement TEST =
            new StackTraceElement("happensbefore.exercises.mailbox.MailboxTest", "takes", "MailboxTest.java", 30);

    @Test
    void aFrameIsShortAndSaysWhoseItIs() {
        Detail.Stack stack = stack("\"taker\" WAITING", PARK, TAKE, TEST);

        assertThat(stack.frames())
                .containsExactly(
                        new Detail.Frame("jdk.internal.misc.Unsafe.park(native)", Whose.LIBRARY),
                        new Detail.Frame("Mailbox.take(Mailbox.java:12)", Whose.READER),
                        new Detail.Frame("MailboxTest.takes(MailboxTest.java:30)", Whose.TEST));
    }

    @Test
    void threadsInTheReadersCodeComeFirst() {
        Detail.Stacks dump = Stacks.detail(
                "Thread dump", List.of(stack("idle", PARK), stack("test", PARK, TEST), stack("reader", PARK, TAKE)));

        assertThat(dump.stacks()).extracting(Detail.Stack::heading).containsExactly("reader", "test", "idle");
    }

    private static Detail.Stack stack(String heading, StackTraceElement... frames) {
        return Stacks.of(heading, frames, READERS);
    }
}

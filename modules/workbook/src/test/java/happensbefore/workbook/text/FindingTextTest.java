package happensbefore.workbook.text;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Detail.Frame;
import happensbefore.workbook.ladder.Detail.Whose;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTextTest {
    private static final String WIDE = "| " + "-".repeat(120) + " |\n| end |";
    private static final Detail TABLE = new Detail.Drawing("What the model checker said", WIDE);
    private static final Detail DUMP = new Detail.Stacks(
            "Thread dump",
            List.of(new Detail.Stack(
                    "\"taker\" WAITING",
                    List.of(
                            new Frame("jdk.internal.misc.Unsafe.park(native)", Whose.LIBRARY),
                            new Frame("LockSupport.park(LockSupport.java:370)", Whose.LIBRARY),
                            new Frame("ArrayBlockingQueue.take(ArrayBlockingQueue.java:420)", Whose.LIBRARY),
                            new Frame("Mailbox.take(Mailbox.java:12)", Whose.READER),
                            new Frame("java.lang.Thread.run(Thread.java:1474)", Whose.LIBRARY)))));

    @Test
    void aTableIsShownWhereItFits() {
        assertThat(shown(terminal(124), true, TABLE)).contains(WIDE);
        assertThat(shown(Look.piped(), true, TABLE)).contains(WIDE);
    }

    @Test
    void aTableThatDoesNotFitSaysWhereItWould() {
        assertThat(shown(terminal(123), true, TABLE))
                .doesNotContain("---")
                .contains("A table of 124 columns, and this terminal has 123.", "./workbook run x --json");
    }

    @Test
    void aTableIsForThoseWhoAskForDetails() {
        assertThat(shown(terminal(200), false, TABLE))
                .doesNotContain("---")
                .contains("What the model checker said: press d.");
    }

    @Test
    void ofAStackTheReadersFramesAreShownAndWhatTheyCalled() {
        assertThat(shown(terminal(80), false, DUMP)).isEqualTo("""
                Stuck.

                Thread dump
                  "taker" WAITING
                      ... 2 frames of libraries
                      at ArrayBlockingQueue.take(ArrayBlockingQueue.java:420)
                      at Mailbox.take(Mailbox.java:12)
                      ... 1 frame of libraries""");
        assertThat(shown(terminal(80), true, DUMP))
                .contains("at jdk.internal.misc.Unsafe.park", "at java.lang.Thread.run")
                .doesNotContain("...");
    }

    @Test
    void sentencesAreBrokenBetweenWordsAndOutputIsNot() {
        String text = "word ".repeat(9) + "end";
        assertThat(shown(terminal(40), true, new Detail.Sentences("Seen", List.of(text))))
                .contains("\n  word word word word word word word\n  word word end");
        assertThat(shown(terminal(40), true, new Detail.Printed("Output", text)))
                .contains("\n  word word word word word word word wor\n  d word end");
    }

    private static String shown(Look look, boolean whole, Detail detail) {
        Page page = new Page(look);
        Finding finding = Finding.of(FindingKind.TIME_LIMIT, "Stuck.").with(detail);
        new FindingText(Path.of("nowhere"), Path::toString, whole, "press d", "x").add(page, finding);
        return String.join("\n", page.lines());
    }

    private static Look terminal(int columns) {
        return new Look(columns, false, true, false, true);
    }
}

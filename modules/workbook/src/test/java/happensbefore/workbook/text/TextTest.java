package happensbefore.workbook.text;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.Interleaving.Step;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    private static final String TASK = """
            # Count

            Each call adds **one**; see `hit` and [the chapter](docs/a.md). Not a single hit may be lost on the way.

            1. first
               - nested item that is long enough to be broken at forty columns
            2. second

            | structure | bound |
            |---|---|
            | ring | yes |

            > quoted

            ```java
            counter.hit();
            ```
            """;
    private static final Interleaving SCHEDULE = new Interleaving(
            List.of("Thread 1", "Thread 2"),
            List.of(
                    new Step(0, 0, "hit()", null, 0, false),
                    new Step(0, 1, "hits.read(): 0", "HitCounter.java", 7, true),
                    new Step(1, 0, "hit(): 1", "HitCounter.java", 7, false),
                    new Step(0, 1, "hits.write(1)", "HitCounter.java", 7, false)),
            "Both calls returned 1.");

    private static Look look(int width) {
        return new Look(width, false, true, false, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80, 120})
    void noLineIsWiderThanTheTerminal(int width) {
        Page page = MarkdownText.render(look(width), TASK);
        finding(page);
        ClimbText.add(
                page,
                new RungResult.Passed(Rung.MEMORY_MODEL, Duration.ofSeconds(12), Duration.ofSeconds(15), "9 tests"));
        ClimbText.add(page, new RungResult.NotRun(Rung.SPEED, "a lower rung failed, so it was not tried"));

        assertThat(page.lines())
                .allSatisfy(line -> assertThat(new AttributedString(line).columnLength())
                        .as(line)
                        .isLessThanOrEqualTo(width));
    }

    @Test
    void markdownAtForty() {
        assertThat(MarkdownText.render(look(40), TASK).lines())
                .containsExactly(
                        "Count",
                        "",
                        "Each call adds one; see `hit` and the",
                        "chapter (docs/a.md). Not a single hit",
                        "may be lost on the way.",
                        "",
                        "1. first",
                        "   - nested item that is long enough to",
                        "     be broken at forty columns",
                        "2. second",
                        "",
                        "structure  bound",
                        "ring       yes",
                        "",
                        "| quoted",
                        "",
                        "    counter.hit();");
    }

    @Test
    void aFindingDrawsItsInterleavingAndKeepsTheRestForLater() {
        Page page = new Page(look(80));
        finding(page);

        assertThat(String.join("\n", page.lines()))
                .contains("Thread 1", "Thread 2", "hits.write(1)", "Both calls returned 1.", "press d")
                .doesNotContain("trace");
    }

    @Test
    void aScreenReaderGetsTheInterleavingAsAList() {
        Page page = new Page(look(80).asPlain());
        finding(page);

        assertThat(page.lines())
                .contains("1. Thread 1: hit()", "3. Thread 2: hit(): 1, line 7", "  Both calls returned 1.")
                .noneMatch(line -> line.contains("│"));
    }

    private static void finding(Page page) {
        Finding finding = new Finding(
                FindingKind.INTERLEAVING,
                "A hit was lost.",
                null,
                List.of(),
                List.of(new Detail.Drawing("What the model checker said", "trace")),
                SCHEDULE);
        new FindingText(Path.of("nowhere"), Path::toString, false, "press d", "x").add(page, finding);
    }

    @Test
    void asciiHasNothingElse() {
        Page page = MarkdownText.render(look(60).inAscii(), "“Quoted” — naïve → done…");
        finding(page);
        page.line(ProgressBar.of(page.look(), 3, 9));
        ClimbText.add(page, new RungResult.Passed(Rung.COMPILE, Duration.ofMillis(234), Duration.ofSeconds(10), ""));

        assertThat(page.lines()).allSatisfy(line -> assertThat(line).matches("\\p{ASCII}*"));
        assertThat(page.lines().getFirst()).isEqualTo("\"Quoted\" - na?ve -> done...");
    }

    @Test
    void plainRungsAreSentences() {
        Page page = new Page(look(80).asPlain());
        ClimbText.add(
                page, new RungResult.Passed(Rung.COMPILE, Duration.ofMillis(234), Duration.ofSeconds(10), "1 file"));

        assertThat(page.lines()).containsExactly("compile: passed, 0.2 s of 10 s, 1 file.");
    }

    @Test
    void aProgramsOutputCannotSteerTheTerminal() {
        Page page = new Page(look(80)).verbatim("", "\u001b[2Jgone\u0007\ttab", AttributedStyle.DEFAULT);

        assertThat(page.lines()).containsExactly("?[2Jgone?    tab");
    }

    @Test
    void colorsAreOnlyForTerminalsThatWantThem() {
        assertThat(Look.detect(Map.of("TERM", "xterm"), true).color()).isTrue();
        assertThat(Look.detect(Map.of("TERM", "xterm", "NO_COLOR", "1"), true).color())
                .isFalse();
        assertThat(Look.detect(Map.of("TERM", "xterm"), false).color()).isFalse();
        Look dumb = Look.detect(Map.of("TERM", "dumb"), true);
        assertThat(dumb.color()).isFalse();
        assertThat(dumb.plain()).isTrue();
        assertThat(Look.detect(Map.of("LANG", "de_DE.ISO-8859-1"), true).unicode())
                .isFalse();
        assertThat(Look.detect(Map.of("COLUMNS", "40"), true).width()).isEqualTo(40);
    }

    @Test
    void anAsciiLocaleGetsAscii() {
        assertThat(Look.detect(Map.of("LANG", "C"), true).unicode()).isFalse();
        assertThat(Look.detect(Map.of("LANG", "en_US.UTF-8", "LC_ALL", "POSIX"), true)
                        .unicode())
                .isFalse();
        assertThat(Look.detect(Map.of("LANG", "C.UTF-8"), true).unicode()).isTrue();
        assertThat(Look.detect(Map.of(), true).unicode()).isTrue();
    }
}

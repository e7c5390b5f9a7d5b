package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.ladder.Interleaving.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterleavingTextTest {
    private static final Interleaving LOST_UPDATE = new Interleaving(
            List.of("Thread 1", "Thread 2"),
            List.of(
                    new Step(1, 0, "increment(): 1", null, 0, false),
                    new Step(1, 1, "count -> 0", "Box.java", 2, true),
                    new Step(0, 0, "increment(): 1", null, 0, false),
                    new Step(0, 1, "count -> 0", "Box.java", 2, false),
                    new Step(0, 1, "count = 1", "Box.java", 2, true),
                    new Step(1, 1, "count = 1", "Box.java", 2, false)),
            "No order gives 1 and 1.");
    private static final Map<String, List<String>> SOURCES =
            Map.of("Box.java", List.of("int increment() {", "    return ++count;", "}"));

    @Test
    void lanesStandSideBySideWithTheSourceBesideThem() {
        assertThat(new InterleavingText(80, false, InterleavingText.Paint.NONE).render(LOST_UPDATE, SOURCES))
                .isEqualTo("""
                        Thread 1       │ Thread 2       │
                        ─────────────────────────────────
                                       │ increment(): 1 │
                                       │   count -> 0   │ 2  return ++count;
                                       │ ──▶ Thread 1   │
                        increment(): 1 │                │
                          count -> 0   │                │ 2  return ++count;
                          count = 1    │                │ 2  return ++count;
                        ──▶ Thread 2   │                │
                                       │   count = 1    │ 2  return ++count;

                        No order gives 1 and 1.
                        """);
    }

    @Test
    void asciiIsAsciiOnly() {
        String text = new InterleavingText(80, true, InterleavingText.Paint.NONE).render(LOST_UPDATE, SOURCES);
        assertThat(text.chars()).allMatch(c -> c < 128);
        assertThat(text).contains("--> Thread 1", "  count -> 0   |                | 2  return ++count;");
    }

    @Test
    void aNarrowTerminalGetsAList() {
        String text = new InterleavingText(30, false, InterleavingText.Paint.NONE).render(LOST_UPDATE, SOURCES);
        assertThat(text).startsWith("""
                        Thread 2: increment(): 1
                        Thread 2:   count -> 0
                            at 2  return ++count;
                        Thread 2: ──▶ Thread 1
                        """);
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width : new int[] {20, 40, 60, 61, 80, 200}) {
            assertThat(new InterleavingText(width, false, InterleavingText.Paint.NONE)
                            .render(LOST_UPDATE, SOURCES)
                            .lines()
                            .filter(line -> !line.startsWith("No order")))
                    .as("width %s", width)
                    .allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void colorsAreTheCallersAndLeaveTheLayoutAlone() {
        InterleavingText.Paint bars = new InterleavingText.Paint() {
            @Override
            public String source(String text) {
                return "<" + text + ">";
            }
        };
        assertThat(new InterleavingText(80, false, bars).render(LOST_UPDATE, SOURCES))
                .contains("│ <2  return ++count;>");
    }
}

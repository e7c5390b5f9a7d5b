package happensbefore.workbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.text.Look;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command prints on a terminal, to the last line. The expected texts are files beside this test; a run that
/// differs leaves its own in `target/outputs`.
class WholeOutputTest {
    private static final String FAILING = """
            package happensbefore.exercises.hitcounter;

            final class HitCounter { // lanes
                private int hits;

                int hit() {
                    return ++hits;
                }
            }
            """;

    /// The line that is written again and again while a check runs, and what erases it.
    private static final String STATUS = "[^\\n]*\\r\\u001b\\[K";

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void runThatFailsWithLanes(int width) {
        TemporaryProject project = new TemporaryProject(root);
        project.writeEdit("hit-counter", FAILING);

        expect("run-" + width, project.run(terminal(width), "run").out());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void listOfAllStates(int width) {
        TemporaryProject project = new TemporaryProject(root);
        project.solve("hit-counter");
        project.run("run", "hit-counter");
        project.writeEdit("bank-transfer", FAILING);

        expect("list-" + width, project.run(terminal(width), "list").out());
    }

    @Test
    void lanesHaveColorsOnlyWhereTheyAreWanted() {
        TemporaryProject project = new TemporaryProject(root);
        project.writeEdit("hit-counter", FAILING);

        String colored =
                project.run(new Look(80, true, true, false, true), "run").out();
        String plain = project.run(new Look(80, true, true, false, true), "run", "--no-color")
                .out();

        assertThat(colored)
                .contains("\u001b[36m  hits -> 0", "\u001b[33m  hits -> 0")
                .contains("\u001b[31;1mthread 1: hit(): 1")
                .contains("│", "──▶ Thread 2");
        assertThat(plain.replaceAll(STATUS, "")).doesNotContain("\u001b");
        assertThat(withoutColor(colored)).isEqualTo(plain.replaceAll(STATUS, ""));
    }

    private static String withoutColor(String text) {
        return text.replaceAll(STATUS, "").replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n");
    }

    private static Look terminal(int width) {
        return new Look(width, false, true, false, true);
    }

    private static void expect(String name, String output) {
        String shown = output.replaceAll(STATUS, "");
        try (InputStream expected = WholeOutputTest.class.getResourceAsStream(name + ".txt")) {
            Path actual = Path.of("target", "outputs", name + ".txt");
            Files.createDirectories(actual.getParent());
            Files.writeString(actual, shown);
            assertThat(expected).as("the expected output " + name + ".txt").isNotNull();
            assertThat(shown).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

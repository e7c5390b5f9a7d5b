package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTableTest {
    private static final String HEAD =
            "| " + String.join(" | ", ReadmeTable.COLUMNS) + " |\n|---|---|---|---|---|---|---|---|\n";
    private static final BookTopic RINGS = new BookTopic("lock-free", List.of("L3"));
    private static final List<String> PARTS = List.of(
            "docs/lock-free/rings.md",
            "modules/lock-free/src/main/java/happensbefore/lockfree/Ring.java",
            "modules/lock-free/src/main/java/happensbefore/lockfree/otlp/ObservedRing.java",
            "modules/lock-free/src/test/java/happensbefore/lockfree/RingTest.java",
            "stress-tests/src/main/java/happensbefore/stress/lockfree/RingsNeverLoseAnItemStress.java",
            "modules/benchmarks/src/main/java/happensbefore/benchmarks/lockfree/RingBenchmark.java",
            "exercises/lock-free/span-ring/README.md");

    @TempDir
    private Path root;

    @Test
    void everyPatternThatStandsInModulesHasEveryPart() throws IOException {
        assertThat(new ReadmeTable(Project.ROOT).lacks(BookTopic.present())).isEmpty();
    }

    @Test
    void aWholeRowLacksNothing() throws IOException {
        writeParts();
        assertThat(lacks(HEAD + row(PARTS))).isEmpty();
    }

    @Test
    void eachPartThatIsMissingIsNamed() throws IOException {
        writeParts();
        for (int column = 0; column < PARTS.size(); column++) {
            String whole = row(PARTS);
            String without = whole.replace("[it](" + PARTS.get(column) + ")", "");
            assertThat(lacks(HEAD + without)).contains("L3, " + ReadmeTable.COLUMNS.get(column + 1) + ": nothing");
        }
    }

    @Test
    void aPartThatIsNotThereOrOfAnotherKindIsNamed() throws IOException {
        writeParts();
        Files.delete(root.resolve(PARTS.get(4)));
        String plainAtWork = row(PARTS).replace(PARTS.get(2), PARTS.get(1));
        assertThat(lacks(HEAD + plainAtWork))
                .containsExactly("L3, at work: " + PARTS.get(1) + " is not one", "L3, stress: no file " + PARTS.get(4));
    }

    @Test
    void aPatternWithoutARowIsNamed() throws IOException {
        assertThat(lacks("No table.\n")).containsExactly("L3: no row");
        assertThat(lacks(HEAD + row(PARTS).replace("L3", "L9")))
                .containsExactly("L3: no row", "L9: no such pattern in modules/");
    }

    @Test
    void anExerciseThatNoRowListsIsNamed() throws IOException {
        writeParts();
        write("exercises/lock-free/other/exercise.yaml", "id: other\npattern: L3\n");
        assertThat(lacks(HEAD + row(PARTS)))
                .containsExactly("L3, exercises: exercises/lock-free/other/README.md is not listed");
    }

    private static String row(List<String> parts) {
        StringBuilder row = new StringBuilder("| L3 rings |");
        parts.forEach(part -> row.append(" [it](").append(part).append(") |"));
        return row.append('\n').toString();
    }

    private List<String> lacks(String readme) throws IOException {
        write("README.md", readme);
        return new ReadmeTable(root).lacks(List.of(RINGS));
    }

    private void writeParts() throws IOException {
        for (String part : PARTS) {
            write(part, "");
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}

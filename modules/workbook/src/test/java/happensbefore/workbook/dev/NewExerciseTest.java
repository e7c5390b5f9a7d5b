package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.workbook.catalog.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewExerciseTest {
    private FixtureProject project;

    @BeforeEach
    void makeProject(@TempDir Path root) throws IOException {
        project = FixtureProject.in(root);
    }

    @Test
    void aNewExerciseHasAllItsPartsAndIsLastInItsTopic() throws Exception {
        List<Path> files = create("span-pool", true);
        assertThat(files)
                .hasSize(12)
                .allSatisfy(file -> assertThat(file)
                        .isRegularFile()
                        .content()
                        .doesNotContainPattern("@(id|topic|Class|package|pattern|bug|memory-model)@"));
        assertThat(Catalog.load(project.workspace()).exercises())
                .extracting(exercise -> exercise.id())
                .containsExactly("hit-counter", "id-pool", "span-pool");
        assertThat(project.path("exercises/catalog.yaml")).content().startsWith("# The order of the book.\n");
    }

    @Test
    void checkSaysWhatIsStillToBeWritten() throws Exception {
        create("span-pool", true);
        List<Refusal> refusals = new DevCheck(
                        project.workspace(), new SayingProver(), new PrintWriter(new StringWriter()))
                .run(DevCheck.Options.ALL);
        assertThat(refusals)
                .extracting(Refusal::where)
                .contains(
                        "span-pool, exercises/lock-free/span-pool/README.md",
                        "span-pool, exercises/lock-free/span-pool/exercise.yaml",
                        "span-pool, solutions/src/main/java/happensbefore/exercises/spanpool/SpanPool.java",
                        "span-pool, solutions/lock-free/span-pool/README.md",
                        "span-pool, solutions/lock-free/span-pool/bugs/third-bug/SpanPool.java",
                        "span-pool, exercises/src/test/java/happensbefore/exercises/spanpool/SpanPoolTest.java",
                        "span-pool, stress-tests/src/main/java/happensbefore/exercises/spanpool/SpanPoolStress.java")
                .noneMatch(where -> where.startsWith("hit-counter") || where.startsWith("id-pool"));
        assertThat(refusals).anySatisfy(refusal -> assertThat(refusal.seen()).endsWith("; the solution"));
    }

    @Test
    void noPartIsMissingOrInTheWrongPlace() throws Exception {
        create("span-pool", false);
        List<Refusal> refusals = new DevCheck(
                        project.workspace(), new SayingProver(), new PrintWriter(new StringWriter()))
                .run(DevCheck.Options.ALL);
        assertThat(refusals)
                .filteredOn(refusal -> !refusal.seen().startsWith("to be written"))
                .extracting(Refusal::seen)
                .allMatch(seen -> seen.endsWith(" words") || seen.startsWith("the same code as"));
    }

    @Test
    void aListInBracketsIsKeptInBrackets() {
        String text = "topics:\n  - id: one\n    exercises: []\n  - id: two\n    exercises: [a, b]\n";
        assertThat(CatalogText.withExercise(text, "one", "x")).contains("- id: one\n    exercises: [x]\n");
        assertThat(CatalogText.withExercise(text, "two", "x")).contains("- id: two\n    exercises: [a, b, x]\n");
    }

    @Test
    void nothingIsWrittenWhenTheNameIsTakenOrWrong() throws Exception {
        String before = Files.readString(project.path("exercises/catalog.yaml"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("hit-counter", false))
                .withMessageContaining("exists already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("Hit Counter", false))
                .withMessageContaining("not an id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewExercise(project.workspace(), "locks", "x", "L1", false).create())
                .withMessage("There is no topic locks; there is lock-free.");
        assertThat(project.path("exercises/catalog.yaml")).hasContent(before);
    }

    private List<Path> create(String id, boolean stress) throws IOException {
        return new NewExercise(project.workspace(), "lock-free", id, "L1", stress).create();
    }
}

package happensbefore.workbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.TemporaryProject.Result;
import happensbefore.workbook.text.Look;
import happensbefore.workbook.text.Page;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path root;

    private TemporaryProject project;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
    }

    @Test
    void runExitsWithOneAndShowsTheFindingAtItsLine() {
        Result result = project.run("run");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("Count every hit  hit-counter, warm-up, fix")
                .contains("Edit exercises/src/main/java/happensbefore/exercises/hitcounter/HitCounter.java:3")
                .contains("✓ compile       1.2 s of 10 s   4 tests")
                .contains("✗ interleave")
                .contains("Two increments returned the same number.")
                .contains("HitCounter.java:7")
                .contains("  > 7 |         return ++hits;")
                .contains("28 more lines: ./workbook run hit-counter --details")
                .contains("There is a hint for this failure: ./workbook hint hit-counter");
    }

    @Test
    void runExitsWithZeroWhenSolvedAndNamesTheNext() {
        project.solve("hit-counter");

        Result result = project.run("run", "hit-counter");

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("Solved: Count every hit.").contains("Next: ./workbook run bounded-stack");
        assertThat(project.run("run").out()).contains("A stack with a bound");
    }

    @Test
    void runWithoutANameAfterTheLastSaysSo() {
        for (String id : List.of("hit-counter", "bounded-stack", "bank-transfer")) {
            project.solve(id);
            assertThat(project.run("run").status()).isZero();
        }

        Result result = project.run("run");

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("All exercises are solved.");
    }

    @Test
    void bareWorkbookWithoutATerminalChecksOnce() {
        Result result = project.run();

        assertThat(result.status()).isEqualTo(1);
        assertThat(project.ladder().climbed).containsExactly("hit-counter");
        assertThat(result.out()).doesNotContain("\u001b");
    }

    @Test
    void jsonIsOneDocumentWithTheWholeVerdict() throws Exception {
        Result result = project.run("run", "--json", "hit-counter");

        assertThat(result.status()).isEqualTo(1);
        JsonNode document = new ObjectMapper().readTree(result.out());
        assertThat(document.path("schema").asInt()).isEqualTo(1);
        assertThat(document.path("solved").asBoolean(true)).isFalse();
        assertThat(document.path("file").asText())
                .isEqualTo("exercises/src/main/java/happensbefore/exercises/hitcounter/HitCounter.java");
        assertThat(document.path("rungs")).hasSize(3);
        JsonNode failed = document.path("rungs").path(2);
        assertThat(failed.path("result").asText()).isEqualTo("failed");
        assertThat(failed.path("budgetMillis").asInt()).isEqualTo(20_000);
        assertThat(failed.path("finding").path("kind").asText()).isEqualTo("interleaving");
        assertThat(failed.path("finding").path("places").path(0).path("line").asInt())
                .isEqualTo(7);
        assertThat(failed.path("finding")
                        .path("details")
                        .path(0)
                        .path("text")
                        .asText()
                        .lines())
                .hasSize(40);
        assertThat(failed.path("finding").has("interleaving")).isTrue();
    }

    @Test
    void anExerciseHasManyNames() throws Exception {
        Path file = project.edit("bank-transfer");
        for (String name : List.of(
                "bank-transfer", "BANK-TRANSFER", "3", "locks/bank-transfer", "locks/1", "bank", file.toString())) {
            assertThat(project.run("run", name).out()).as(name).contains("Move money both ways");
        }
        assertThat(project.run("run", "page-counter").out()).contains("Count every hit");
    }

    @Test
    void aWrongNameSuggestsTheNearest() {
        Result result = project.run("run", "hitcouter");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("There is no exercise \"hitcouter\".").contains("Did you mean hit-counter?");
        assertThat(project.run("run", "zzz").err()).contains("./workbook list shows all of them.");
    }

    @Test
    void aWrongCommandOrOptionSaysWhatToDo() {
        assertThat(project.run("hnit").status()).isEqualTo(2);
        assertThat(project.run("hnit").err()).contains("hint");
        assertThat(project.run("run", "--jsn").err()).contains("--json");
        assertThat(project.run("list", "--topic", "cooking").err())
                .contains("There is no topic \"cooking\".")
                .contains("lock-free, locks");
        Result lost = project.run("list", "--state", "lost");
        assertThat(lost.status()).isEqualTo(2);
        assertThat(lost.err())
                .contains("\"lost\" is none of pending, started, solved, edited, changed")
                .doesNotContain("case-insensitive");
        assertThat(project.run("completion", "tcsh").err())
                .contains("[bash, zsh, fish]")
                .doesNotContain("(case");
        assertThat(project.run("rnu").err())
                .startsWith("There is no command \"rnu\".")
                .contains("Did you mean: run?");
        assertThat(project.run("run", "--jsn").err())
                .startsWith("There is no option \"--jsn\".")
                .contains("--json");
        assertThat(project.run("run", "hit-counter", "twice").err()).startsWith("Not expected: \"twice\".");
        assertThat(project.run("solution").err()).contains("NAME").contains("--help");
    }

    @Test
    void everyCommandHelps() {
        for (String command :
                List.of("watch", "run", "list", "hint", "solution", "reset", "check-all", "completion", "dev")) {
            Result result = project.run(command, "--help");
            assertThat(result.status()).as(command).isZero();
            assertThat(result.out())
                    .as(command)
                    .contains("Usage: ./workbook " + command)
                    .contains("--plain");
        }
        assertThat(project.run("--version").out()).contains("Happens-Before 1").contains("Java 25");
    }

    @Test
    void aFileThatIsGoneIsToldWithTheCommandThatBringsItBack() throws Exception {
        Files.delete(project.edit("hit-counter"));

        assertThat(project.run("run", "hit-counter").out())
                .contains("HitCounter.java is gone", "\nTo get the original back: ./workbook reset hit-counter\n");
    }

    @Test
    void aLinkOfATaskIsAPathFromWhereTheReaderIs() {
        project.write(
                "exercises/lock-free/hit-counter/README.md",
                "# Count every hit\n\nRead [Counters](../../../docs/lock-free/counters.md#the-idea)"
                        + " and [Treiber](https://example.org/t).\n");
        Page task = new Report(project.app(Look.piped(), new PrintWriter(System.out), new PrintWriter(System.err)))
                .task(project.exercise("hit-counter"));

        assertThat(String.join("\n", task.lines()))
                .contains("Counters (docs/lock-free/counters.md)", "Treiber (https://example.org/t)");
    }

    @Test
    void listShowsStatesAndFilters() throws Exception {
        project.solve("hit-counter");
        project.run("run", "hit-counter");
        project.writeEdit("bounded-stack", "class BoundedStack {}");

        String all = project.run("list").out();
        assertThat(all).containsPattern("1 +hit-counter +solved +lock-free +warm-up");
        assertThat(all).containsPattern("2 +bounded-stack +started +lock-free +easy");
        assertThat(all).containsPattern("3 +bank-transfer +pending +locks +medium");
        assertThat(all).contains("1 of 3 solved");
        assertThat(project.run("--plain", "list").out())
                .startsWith("1. hit-counter: solved, lock-free, warm-up\n2. bounded-stack: started, lock-free, easy\n");

        assertThat(project.run("list", "--state", "pending,started").out()).doesNotContain("hit-counter");
        assertThat(project.run("list", "--topic", "locks").out()).doesNotContain("bounded-stack");
        assertThat(project.run("list", "--search", "MONEY").out())
                .contains("bank-transfer")
                .doesNotContain("bounded-stack");

        Files.writeString(project.edit("hit-counter"), "class HitCounter { /* correct, and edited */ }");
        assertThat(project.run("list").out()).contains("solved, edited since");
        project.solve("hit-counter");
        project.write("exercises/lock-free/hit-counter/original/HitCounter.java", "class HitCounter {}");
        assertThat(project.run("list").out()).contains("solved, exercise changed since");
    }

    @Test
    void hintsForTheFailureComeFirstAndNoneIsRepeated() {
        assertThat(project.run("hint").out()).contains("Hint 1 of 3").contains("step by step");
        project.run("run", "hit-counter");

        assertThat(project.run("hint").out())
                .contains("Hint 2 of 4 for hit-counter, for the failure you just saw")
                .contains("Look at the two reads.");
        assertThat(project.run("hint").out()).contains("Hint 3 of 4").contains("Three steps.");
        assertThat(project.run("hint").out()).contains("incrementAndGet");
        assertThat(project.run("hint").out())
                .contains("You have seen every hint")
                .contains("./workbook solution --spoil hit-counter");
    }

    @Test
    void solutionWaitsUntilItIsSolved() {
        Result refused = project.run("solution", "hit-counter");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("not solved yet").contains("--spoil");

        Result spoiled = project.run("solution", "hit-counter", "--spoil");
        assertThat(spoiled.status()).isZero();
        assertThat(spoiled.out())
                .contains("-        return ++hits;")
                .contains("+        return atomic.incrementAndGet();")
                .contains("One step cannot be cut in two.");

        project.solve("hit-counter");
        project.run("run", "hit-counter");
        assertThat(project.run("solution", "hit-counter").status()).isZero();
    }

    @Test
    void resetAsksAndKeepsTheReadersVersion() throws Exception {
        project.solve("hit-counter");
        project.run("run", "hit-counter");
        Path edit = project.edit("hit-counter");

        Result nobody = project.run("reset", "hit-counter");
        assertThat(nobody.status()).isEqualTo(2);
        assertThat(nobody.err()).contains("Nobody can be asked").contains("--yes");

        assertThat(project.answering("n\n").run("reset", "hit-counter").out()).contains("Nothing was changed.");
        assertThat(edit).content().contains("correct");

        Result done = project.answering("y\n").run("reset", "hit-counter");
        assertThat(done.status()).isZero();
        assertThat(edit).content().contains("++hits");
        try (Stream<Path> kept = Files.walk(root.resolve(".workbook/kept/hit-counter"))) {
            assertThat(kept.filter(Files::isRegularFile)).singleElement().satisfies(file -> {
                assertThat(file).content().contains("correct");
                assertThat(done.out().replaceAll("\\s+", ""))
                        .contains(root.relativize(file.getParent()).toString());
            });
        }
        assertThat(project.run("list").out()).containsPattern("hit-counter +pending +lock-free +warm-up");
        assertThat(project.run("reset", "hit-counter").out()).contains("nothing to reset");
    }

    @Test
    void resetBringsADeletedFileBack() throws Exception {
        Files.delete(project.edit("hit-counter"));

        assertThat(project.run("reset", "hit-counter", "--yes").status()).isZero();

        assertThat(project.edit("hit-counter")).content().contains("++hits");
    }

    @Test
    void checkAllMarksEachDoneOrPending() {
        project.solve("hit-counter");
        project.writeEdit("bank-transfer", "deadlock");

        Result result = project.run("check-all");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("done     hit-counter")
                .contains("pending  bounded-stack  not begun")
                .contains("pending  bank-transfer  behave: Two threads wait.")
                .contains("1 of 3 solved");
        assertThat(project.ladder().climbed).containsExactly("hit-counter", "bank-transfer");
    }

    @Test
    void aFileChangedDuringTheCheckGivesNoVerdict() {
        project.solve("hit-counter");
        project.ladder().duringClimb = () -> project.writeEdit("hit-counter", "class Other {}");

        Result result = project.run("run", "hit-counter");

        assertThat(result.out()).contains("changed during the check");
        assertThat(project.run("list").out()).contains("started").doesNotContain("solved,");
    }

    @Test
    void aBrokenCatalogIsToldWithItsLine() {
        project.write("exercises/catalog.yaml", "topics:\n  - id: Lock Free\n");

        Result result = project.run("list");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("exercises/catalog.yaml:2: id").contains("git checkout");
    }

    @Test
    void pathsAreShownFromWhereTheReaderIs() {
        Path below = root.resolve("exercises/src/main/java");

        assertThat(project.in(below).run("run").out())
                .contains("Edit happensbefore/exercises/hitcounter/HitCounter.java");
    }

    @Test
    void aFaultOfTheLadderIsNoVerdict() {
        project.ladder().duringClimb = () -> {
            throw new IllegalStateException("no more processes");
        };

        Result result = project.run("run");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("The workbook itself failed").contains("no more processes");
    }
}

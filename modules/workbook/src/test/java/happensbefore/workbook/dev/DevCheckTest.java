package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.workbook.dev.DevCheck.Options;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevCheckTest {
    private static final String ORIGINAL = "exercises/lock-free/hit-counter/original/HitCounter.java";
    private static final String SOLUTION = "solutions/src/main/java/happensbefore/exercises/hitcounter/HitCounter.java";
    private static final String BUG = "solutions/lock-free/id-pool/bugs/no-lock/IdPool.java";
    private static final String WORKING = "exercises/src/main/java/happensbefore/exercises/hitcounter/HitCounter.java";
    private static final String YAML = "exercises/lock-free/hit-counter/exercise.yaml";
    private static final String TESTS =
            "exercises/src/test/java/happensbefore/exercises/hitcounter/HitCounterTest.java";

    private final StringWriter out = new StringWriter();
    private final SayingProver prover = new SayingProver();
    private FixtureProject project;

    @BeforeEach
    void makeProject(@TempDir Path root) throws IOException {
        project = FixtureProject.in(root);
    }

    @Test
    void aWholeProjectIsProvedAndCounted() throws Exception {
        assertThat(check()).isEmpty();
        assertThat(out.toString())
                .contains("2 exercises, 2 originals fail as declared, 2 solutions pass, 6 planted bugs caught");
    }

    @Test
    void aClimbStopsAtTheDeclaredRung() throws Exception {
        check();
        assertThat(prover.climbed)
                .contains(
                        "hit-counter, original to interleave",
                        "hit-counter, solution to interleave",
                        "hit-counter, bug sequential-cheat to behave");
    }

    @Test
    void anOriginalThatIsSolvedIsRefused() throws Exception {
        project.replace(ORIGINAL, "climb: interleave interleaving", "climb: passes");
        assertRefused("hit-counter, original", "it is solved already");
    }

    @Test
    void anOriginalThatFailsOtherwiseThanDeclaredIsRefused() throws Exception {
        project.replace(ORIGINAL, "climb: interleave interleaving", "climb: interleave deadlock");
        assertRefused("hit-counter, original", "failed at interleave with deadlock");
    }

    @Test
    void aBrokenSolutionIsRefused() throws Exception {
        project.replace(SOLUTION, "climb: passes", "climb: behave time-limit");
        assertRefused("hit-counter, solution", "failed at behave with time-limit");
    }

    @Test
    void aPlantedBugThatIsNotCaughtIsRefused() throws Exception {
        project.replace(BUG, "climb: interleave interleaving", "climb: passes");
        assertRefused("id-pool, bug no-lock", "passed compile, passed behave, passed interleave");
    }

    @Test
    void aPlantedBugCaughtBelowItsRungIsRefused() throws Exception {
        project.replace(BUG, "climb: interleave interleaving", "climb: behave test-failed");
        assertRefused("id-pool, bug no-lock", "failed at behave with test-failed");
    }

    @Test
    void aPlantedBugThatIsTheSolutionInOtherWordsIsRefused() throws Exception {
        Files.writeString(
                project.path(BUG),
                "// Not the same file.\n"
                        + Files.readString(project.path(
                                        "solutions/src/main/java/happensbefore/exercises/idpool/IdPool.java"))
                                .replace("    ", "\t"));
        assertRefused("id-pool, bug no-lock", "the same code as the solution");
    }

    @Test
    void twoPlantedBugsThatAreOneAreRefused() throws Exception {
        Files.copy(
                project.path(BUG),
                project.path("solutions/lock-free/id-pool/bugs/wrong-lock/IdPool.java"),
                StandardCopyOption.REPLACE_EXISTING);
        assertRefused("id-pool, bug wrong-lock", "the same code as bug no-lock");
    }

    @Test
    void aMissingHintIsRefused() throws Exception {
        project.replace(YAML, "  - Where?\n", "");
        assertRefused(YAML, "hints: It has 2; at least 3 are needed.");
    }

    @Test
    void aMissingPlantedBugIsRefused() throws Exception {
        project.replace(
                YAML, "  - { name: no-lock, why: There is no lock, rung: interleave, finding: interleaving }\n", "");
        assertRefused(YAML, "bugs: It has 2; at least 3 are needed.");
    }

    @Test
    void aPlantedBugWithoutItsFolderIsRefused() throws Exception {
        project.replace(YAML, "name: no-lock", "name: other-lock");
        assertThat(check())
                .extracting(Refusal::where)
                .contains("hit-counter, bug other-lock", "hit-counter, bug no-lock");
    }

    @Test
    void aStrayFileIsRefusedWhereverItStands() throws Exception {
        List<String> strays = List.of(
                "exercises/lock-free/hit-counter/notes.txt",
                "exercises/lock-free/gone/original/Gone.java",
                "exercises/src/test/java/happensbefore/exercises/gone/GoneTest.java",
                "solutions/lock-free/hit-counter/bugs/readme.txt",
                "solutions/src/main/java/happensbefore/exercises/Loose.java",
                "stress-tests/src/main/java/happensbefore/exercises/gone/GoneStress.java");
        for (String stray : strays) {
            project.write(stray, "stray");
        }
        assertThat(check()).extracting(Refusal::where).containsAll(strays);
    }

    @Test
    void anExerciseThatTheCatalogListsMustExist() throws Exception {
        project.replace("exercises/catalog.yaml", "- id-pool", "- id-pool\n      - lost-one");
        assertRefused("exercises/lock-free/lost-one/exercise.yaml", "There is no such file.");
    }

    @Test
    void anExerciseMustNotAskForAClassThatStandsInModules() throws Exception {
        project.write("modules/lock-free/src/main/java/happensbefore/lockfree/HitCounter.java", """
                package happensbefore.lockfree;

                public final class HitCounter {}
                """);
        assertRefused("hit-counter, original", "HitCounter stands in modules/");
    }

    @Test
    void aRungWithoutTestsAndTestsWithoutARungAreRefused() throws Exception {
        project.replace(TESTS, "@Tag(\"interleave\")", "@Tag(\"telemetry\")");
        assertThat(check())
                .extracting(Refusal::where)
                .contains("hit-counter, rung interleave", "hit-counter, rung telemetry");
    }

    @Test
    void aFileThatOnlyOneVariantHasIsRefused() throws Exception {
        project.write("solutions/src/main/java/happensbefore/exercises/hitcounter/Helper.java", "class Helper {}");
        assertRefused("hit-counter, solution", "Helper.java");
    }

    @Test
    void aShortTaskIsRefused() throws Exception {
        project.write("exercises/lock-free/hit-counter/README.md", "Solve it.");
        assertRefused("hit-counter, task", "2 words");
    }

    @Test
    void allFaultsAreToldAtOnce() throws Exception {
        project.replace(ORIGINAL, "climb: interleave interleaving", "climb: passes");
        project.replace(SOLUTION, "climb: passes", "climb: behave test-failed");
        project.replace(BUG, "climb: interleave interleaving", "climb: passes");
        project.write("solutions/lock-free/stray.txt", "stray");
        project.replace("exercises/catalog.yaml", "- id-pool", "- id-pool\n      - lost-one");
        assertThat(check())
                .extracting(Refusal::where)
                .containsExactlyInAnyOrder(
                        "exercises/lock-free/lost-one/exercise.yaml",
                        "solutions/lock-free/stray.txt",
                        "hit-counter, original",
                        "hit-counter, solution",
                        "id-pool, bug no-lock");
        assertThat(out.toString())
                .contains("1 originals fail as declared, 1 solutions pass, 5 planted bugs caught", "5 refused");
    }

    @Test
    void whatReadersDidToTheirCopiesChangesNothing() throws Exception {
        project.replace(WORKING, "climb: interleave interleaving", "climb: passes");
        project.write("exercises/src/main/java/happensbefore/exercises/idpool/IdPool.java", "does not compile");
        project.write("exercises/src/main/java/happensbefore/exercises/idpool/Notes.java", "mine");
        assertThat(check()).isEmpty();
    }

    @Test
    void pristineRefusesAnEditedCopy() throws Exception {
        project.write(WORKING, "does not compile");
        assertThat(check(new Options(Set.of(), false, true, 1)))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.toString())
                        .contains("hit-counter, working copy", WORKING + " differs", "dev sync hit-counter"));
    }

    @Test
    void onlyLeavesTheOthersAlone() throws Exception {
        project.replace(ORIGINAL, "climb: interleave interleaving", "climb: passes");
        assertThat(check(new Options(Set.of("id-pool"), false, false, 1))).isEmpty();
        assertThat(prover.climbed).allMatch(climb -> climb.startsWith("id-pool"));
    }

    @Test
    void repeatClimbsThatOften() throws Exception {
        check(new Options(Set.of("id-pool"), false, false, 3));
        assertThat(prover.climbed).hasSize(15);
        assertThat(out.toString()).contains("1 originals fail as declared, 1 solutions pass, 3 planted bugs caught");
    }

    @Test
    void changedProvesOnlyWhatChanged() throws Exception {
        check();
        prover.climbed.clear();
        project.write(TESTS, Files.readString(project.path(TESTS)) + "// more\n");
        assertThat(check(new Options(Set.of(), true, false, 1))).isEmpty();
        assertThat(prover.climbed).hasSize(5).allMatch(climb -> climb.startsWith("hit-counter"));
        assertThat(out.toString())
                .containsPattern(
                        "1 exercises were proved before and have not changed: 1 on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\R");
    }

    @Test
    void changedNeverTakesARefusedExerciseAsProved() throws Exception {
        project.replace(BUG, "climb: interleave interleaving", "climb: passes");
        check();
        assertThat(check(new Options(Set.of(), true, false, 1))).hasSize(1);
    }

    @Test
    void changedAsksForAsManyRoundsAsWereProved() throws Exception {
        check();
        prover.climbed.clear();
        check(new Options(Set.of(), true, false, 2));
        assertThat(prover.climbed).hasSize(20);
    }

    @Test
    void changedProvesAllWhenTheEngineChanged() throws Exception {
        check();
        prover.climbed.clear();
        project.write(
                "modules/testkit/src/main/java/happensbefore/testkit/Interleavings.java", "class Interleavings {}");
        check(new Options(Set.of(), true, false, 1));
        assertThat(prover.climbed).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "modules/telemetry/src/main/java/happensbefore/telemetry/Telemetry.java",
                "modules/workbook/src/main/java/happensbefore/workbook/compile/Compiler.java",
                "modules/workbook/src/main/resources/shown.txt",
                "stress-tests/src/main/java/happensbefore/stress/driver/Grading.java"
            })
    void changedProvesAllWhenWhatJudgesThemChanged(String part) throws Exception {
        check();
        prover.climbed.clear();
        project.write(part, "changed");
        check(new Options(Set.of(), true, false, 1));
        assertThat(prover.climbed).hasSize(10);
    }

    @Test
    void changedProvesThoseThatUseAModuleWhichChanged() throws Exception {
        String lockFree = "modules/lock-free/src/main/java/happensbefore/lockfree/TreiberStack.java";
        project.write("modules/pipelines/src/main/java/happensbefore/pipelines/Link.java", """
                package happensbefore.pipelines;

                final class Link {
                    happensbefore.lockfree.TreiberStack<String> items;
                }
                """);
        project.write(TESTS, "import happensbefore.pipelines.Link;\n" + Files.readString(project.path(TESTS)));
        check();
        prover.climbed.clear();

        project.write(lockFree, Files.readString(project.path(lockFree)) + "// more\n");
        project.write("modules/tasks/src/main/java/happensbefore/tasks/Group.java", "class Group {}");

        check(new Options(Set.of(), true, false, 1));
        assertThat(prover.climbed).hasSize(5).allMatch(climb -> climb.startsWith("hit-counter"));
    }

    @Test
    void changedTakesNoExerciseAsProvedThatChangedDuringItsProof() throws Exception {
        Prover editing = (claims, verdicts) -> {
            prover.prove(claims, verdicts);
            try {
                project.replace(BUG, "climb: interleave interleaving", "climb: passes");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        assertThat(new DevCheck(project.workspace(), editing, new PrintWriter(out)).run(Options.ALL))
                .isEmpty();

        assertThat(check(new Options(Set.of(), true, false, 1)))
                .extracting(Refusal::where)
                .containsExactly("id-pool, bug no-lock");
    }

    @Test
    void changedTakesNoExerciseAsProvedWhoseLastProofDidNotEnd() throws Exception {
        check();
        prover.climbed.clear();
        Prover interrupted = (claims, verdicts) -> {
            throw new InterruptedException();
        };
        assertThatThrownBy(() -> new DevCheck(project.workspace(), interrupted, new PrintWriter(out)).run(Options.ALL))
                .isInstanceOf(InterruptedException.class);

        check(new Options(Set.of(), true, false, 1));
        assertThat(prover.climbed).hasSize(10);
    }

    @Test
    void aVariantWithoutAVerdictIsRefused() throws Exception {
        List<Refusal> refusals =
                new DevCheck(project.workspace(), (claims, verdicts) -> {}, new PrintWriter(out)).run(Options.ALL);
        assertThat(refusals).hasSize(10).allMatch(refusal -> refusal.seen().startsWith("none"));
    }

    private void assertRefused(String where, String told) throws Exception {
        assertThat(check()).anySatisfy(refusal -> {
            assertThat(refusal.where()).startsWith(where);
            assertThat(refusal.toString()).contains(told);
        });
    }

    private List<Refusal> check() throws IOException, InterruptedException {
        return check(Options.ALL);
    }

    private List<Refusal> check(Options options) throws IOException, InterruptedException {
        return new DevCheck(project.workspace(), prover, new PrintWriter(out)).run(options);
    }
}

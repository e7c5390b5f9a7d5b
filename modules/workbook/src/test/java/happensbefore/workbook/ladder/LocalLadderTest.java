package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Exercise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLadderTest {
    private static final Exercise ALL =
            Fixture.exercise(Duration.ofSeconds(60), Rung.BEHAVE, Rung.INTERLEAVE, Rung.MEMORY_MODEL);

    @TempDir
    static Path temp;

    private static Fixture fixture;
    private static LocalLadder ladder;

    @BeforeAll
    static void open() {
        fixture = Fixture.compileIn(temp);
        ladder = new LocalLadder(fixture.command());
    }

    @AfterAll
    static void close() {
        ladder.close();
    }

    @Test
    void aSolutionClimbsEveryRung() throws InterruptedException {
        Verdict verdict = climb(Fixture.solution());
        assertThat(verdict.rungs()).as(verdict.toString()).hasSize(4).allMatch(RungResult.Passed.class::isInstance);
        assertThat(verdict.solved()).isTrue();
    }

    @Test
    void aWorkerThatIsWaitedForLoadsTheModelCheckerBeforeItsRungBegins() throws InterruptedException {
        try (LocalLadder unprepared = new LocalLadder(fixture.command())) {
            Verdict verdict =
                    unprepared.climb(ALL, fixture.sources(Fixture.solution()), Rung.INTERLEAVE, Ladder.Listener.SILENT);
            assertThat(verdict.failure()).isEmpty();
            assertThat(verdict.rungs())
                    .anyMatch(result -> result instanceof RungResult.Passed passed
                            && passed.rung() == Rung.INTERLEAVE
                            && passed.note().equals("2 tests"));
        }
    }

    @Test
    void aLostUpdateIsShownAsLanesOnTheReadersLines() throws InterruptedException {
        Finding finding = failure(climb(Fixture.box("return ++count;")), Rung.INTERLEAVE, FindingKind.INTERLEAVING);
        Interleaving lanes = java.util.Objects.requireNonNull(finding.interleaving());
        assertThat(lanes.lanes()).hasSize(2);
        assertThat(lanes.steps()).anySatisfy(step -> {
            assertThat(step.file()).isEqualTo(Fixture.EDIT);
            assertThat(step.line()).isEqualTo(7);
            assertThat(step.switchAfter()).isTrue();
        });
        assertThat(finding.places())
                .extracting(Finding.Place::message)
                .allSatisfy(message -> assertThat(message)
                        .containsPattern("Thread \\d has just read count, which was \\d; now Thread \\d runs\\."));
    }

    @Test
    void withoutModelCheckingTheMemoryModelRungSeesTheLostUpdate() throws InterruptedException {
        Exercise stressOnly = Fixture.exercise(Duration.ofSeconds(60), Rung.BEHAVE, Rung.MEMORY_MODEL);
        Path lossy = fixture.sources(Fixture.box("return ++count;"));
        Climb patient = new Climb(stressOnly, lossy, Rung.MEMORY_MODEL, Sampling.PATIENT);
        Verdict verdict = ladder.climbAll(List.of(patient), (climb, seen) -> {}).getFirst();
        Finding finding = failure(verdict, Rung.MEMORY_MODEL, FindingKind.FORBIDDEN_OUTCOME);
        assertThat(finding.headline()).startsWith("One increment overwrote the other.");
    }

    @Test
    void aWrongAnswerFailsTheTestThatSawIt() throws InterruptedException {
        Finding finding = failure(climb(Fixture.box("count = 7; return count;")), Rung.BEHAVE, FindingKind.TEST_FAILED);
        assertThat(finding.test()).isEqualTo("FixtureBoxTest.countsOnOneThread");
        assertThat(finding.headline()).contains("expected 2 but was 7");
    }

    @Test
    void rungsAboveTheTopAreNotRun() throws InterruptedException {
        Verdict verdict = ladder.climb(ALL, fixture.sources(Fixture.solution()), Rung.BEHAVE, Ladder.Listener.SILENT);
        assertThat(verdict.rungs().subList(2, 4)).allMatch(RungResult.NotRun.class::isInstance);
        assertThat(verdict.solved()).isFalse();
    }

    @Test
    void aRungWithoutTestsIsNoPass() throws InterruptedException {
        Exercise telemetry = Fixture.exercise(Duration.ofSeconds(60), Rung.BEHAVE, Rung.TELEMETRY);
        Verdict verdict =
                ladder.climb(telemetry, fixture.sources(Fixture.solution()), Rung.SPEED, Ladder.Listener.SILENT);
        failure(verdict, Rung.TELEMETRY, FindingKind.CHECK_FAILED);
    }

    @Test
    void manyVariantsGiveTheSameVerdictsAsOneByOne() throws InterruptedException {
        List<Climb> climbs = List.of(
                new Climb(ALL, fixture.sources(Fixture.solution()), Rung.MEMORY_MODEL, Sampling.BRIEF),
                new Climb(ALL, fixture.sources(Fixture.box("return ++count;")), Rung.INTERLEAVE, Sampling.BRIEF),
                new Climb(
                        ALL,
                        fixture.sources(Fixture.box("Runtime.getRuntime().halt(3); return 0;")),
                        Rung.BEHAVE,
                        Sampling.BRIEF));
        List<Verdict> verdicts = ladder.climbAll(climbs, (climb, verdict) -> {});
        assertThat(verdicts.get(0).solved()).as(verdicts.toString()).isTrue();
        failure(verdicts.get(1), Rung.INTERLEAVE, FindingKind.INTERLEAVING);
        failure(verdicts.get(2), Rung.BEHAVE, FindingKind.JVM_DIED);
    }

    private static Verdict climb(String text) throws InterruptedException {
        return ladder.climb(ALL, fixture.sources(text), Rung.SPEED, Ladder.Listener.SILENT);
    }

    static Finding failure(Verdict verdict, Rung rung, FindingKind kind) {
        RungResult.Failed failed = verdict.failure().orElseThrow(() -> new AssertionError(verdict.toString()));
        assertThat(failed.rung()).as(verdict.toString()).isEqualTo(rung);
        assertThat(failed.finding().kind()).as(verdict.toString()).isEqualTo(kind);
        return failed.finding();
    }
}

package happensbefore.workbook.progress;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressStoreTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path root;

    private TemporaryProject project;
    private Exercise exercise;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
        exercise = project.exercise("hit-counter");
    }

    private ProgressStore open() {
        return ProgressStore.open(
                project.workspace(), Map.of("HOME", root.resolve("home").toString()), CLOCK);
    }

    private static Entry.Solved solved(String content) {
        return new Entry.Solved(CLOCK.instant(), content, "original");
    }

    @Test
    void keepsWhatWasWritten() {
        Entry.Failure failure = new Entry.Failure(Rung.MEMORY_MODEL, FindingKind.FORBIDDEN_OUTCOME, "0, 0");
        open().update(
                        exercise,
                        entry -> entry.withSolved(solved("a")).withHint("h1").withFailure(failure));

        Entry read = open().read().of(exercise);

        assertThat(read).isEqualTo(new Entry(solved("a"), List.of("h1"), failure));
        assertThat(open().read().current()).contains("hit-counter");
    }

    @Test
    void followsARenameOfAnExercise() {
        project.write(".workbook/progress.json", """
                {"schema": 1, "exercises": {"page-counter": {"hintsShown": ["old"], "future": 7}}}
                """);
        ProgressStore store = open();

        assertThat(store.read().of(exercise).hintsShown()).containsExactly("old");

        store.update(exercise, entry -> entry.withHint("new"));
        assertThat(open().read().of(exercise).hintsShown()).containsExactly("old", "new");
        assertThat(project.read(".workbook/progress.json"))
                .doesNotContain("page-counter")
                .contains("\"future\" : 7");
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        project.write(".workbook/progress.json", """
                {"schema": 1, "theme": "night", "exercises": {"of-a-later-workbook": {"solved": {"at": "x"}}}}
                """);

        open().update(exercise, entry -> entry.withHint("h"));

        assertThat(project.read(".workbook/progress.json"))
                .contains("\"theme\" : \"night\"")
                .contains("of-a-later-workbook");
    }

    @Test
    void leavesAFileOfANewerWorkbookAlone() {
        String newer = "{\"schema\": 2, \"exercises\": []}";
        project.write(".workbook/progress.json", newer);
        ProgressStore store = open();

        store.update(exercise, entry -> entry.withHint("h"));

        assertThat(project.read(".workbook/progress.json")).isEqualTo(newer);
        assertThat(store.takeNotices())
                .singleElement()
                .asString()
                .contains("newer workbook")
                .contains("Update");
    }

    @Test
    void ignoresAWriteThatWasCutOff() {
        open().update(exercise, entry -> entry.withHint("kept"));
        project.write(".workbook/progress.json.next", "{\"schema\": 1, \"exer");

        assertThat(open().read().of(exercise).hintsShown()).containsExactly("kept");

        open().update(exercise, entry -> entry.withHint("more"));
        assertThat(open().read().of(exercise).hintsShown()).containsExactly("kept", "more");
    }

    @Test
    void setsADamagedFileAsideAndSaysWhere() {
        project.write(".workbook/progress.json", "{\"schema\": 1, \"exer");
        ProgressStore store = open();

        assertThat(store.read().of(exercise)).isEqualTo(Entry.NONE);

        assertThat(store.takeNotices()).singleElement().asString().contains("progress.json.damaged-20260102-030405");
        assertThat(root.resolve(".workbook/progress.json.damaged-20260102-030405"))
                .hasContent("{\"schema\": 1, \"exer");
    }

    @Test
    void usesADirectoryOfTheUserWhenTheProjectCannotBeWritten() {
        project.write(".workbook", "a file where the directory should be");
        ProgressStore store = open();

        store.update(exercise, entry -> entry.withHint("h"));

        assertThat(store.path()).startsWith(root.resolve("home/.local/state/happens-before"));
        assertThat(store.takeNotices()).singleElement().asString().contains("cannot be written");
        assertThat(open().read().of(exercise).hintsShown()).containsExactly("h");
    }

    @Test
    void losesNothingOfTwoRunners() throws Exception {
        Exercise other = project.exercise("bank-transfer");
        int rounds = 20;
        Process first = writer("hit-counter", rounds);
        Process second = writer("bank-transfer", rounds);

        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isZero();
        assertThat(second.exitValue()).isZero();
        assertThat(open().read().of(exercise).hintsShown()).hasSize(rounds);
        assertThat(open().read().of(other).hintsShown()).hasSize(rounds);
    }

    @Test
    void isWholeAfterTheWriterWasKilled() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process writer = writer("hit-counter", Integer.MAX_VALUE);
            int before = open().read().of(exercise).hintsShown().size();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> open().read().of(exercise).hintsShown().size() > before + 2);
            writer.destroyForcibly();
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();

            ProgressStore store = open();
            assertThat(store.read().of(exercise).hintsShown()).hasSizeGreaterThan(before + 2);
            assertThat(store.takeNotices()).isEmpty();
        }
    }

    private Process writer(String id, int rounds) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        root.toString(),
                        id,
                        Integer.toString(rounds))
                .inheritIO()
                .start();
    }

    /// Runs in a JVM of its own: adds hints to the progress as fast as it can.
    static final class Writer {
        public static void main(String[] arguments) {
            Workspace workspace = new Workspace(Path.of(arguments[0]));
            Exercise exercise = Catalog.load(workspace).find(arguments[1]).orElseThrow();
            ProgressStore store = ProgressStore.open(workspace, Map.of(), CLOCK);
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                String mark = ProcessHandle.current().pid() + "-" + i;
                store.update(exercise, entry -> entry.withHint(mark));
            }
        }
    }
}

package happensbefore.workbook.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
    private static final String FILE = "exercises/lock-free/hit-counter/exercise.yaml";

    @TempDir
    Path root;

    private TemporaryProject project;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
    }

    @Test
    void readsEveryKey() {
        Catalog catalog = Catalog.load(project.workspace());

        assertThat(catalog.topics()).extracting(Topic::id).containsExactly("lock-free", "locks");
        assertThat(catalog.exercises())
                .extracting(Exercise::id)
                .containsExactly("hit-counter", "bounded-stack", "bank-transfer");
        Exercise exercise = catalog.find("hit-counter").orElseThrow();
        assertThat(exercise.formerIds()).containsExactly("page-counter");
        assertThat(exercise.topic()).isEqualTo("lock-free");
        assertThat(exercise.level()).isEqualTo(Exercise.Level.WARM_UP);
        assertThat(exercise.kind()).isEqualTo(Exercise.Kind.FIX);
        assertThat(exercise.edit()).isEqualTo("HitCounter.java");
        assertThat(exercise.rungs().sequencedKeySet()).containsExactly(Rung.COMPILE, Rung.BEHAVE, Rung.INTERLEAVE);
        assertThat(exercise.rungs()).containsEntry(Rung.INTERLEAVE, Duration.ofSeconds(20));
        assertThat(exercise.untouched()).isEqualTo(new Exercise.Expected(Rung.INTERLEAVE, FindingKind.INTERLEAVING));
        assertThat(exercise.hints()).hasSize(3);
        assertThat(exercise.keyedHints())
                .contains(new Exercise.KeyedHint(FindingKind.INTERLEAVING, "same number", "Look at the two reads."));
        assertThat(exercise.bugs()).extracting(Exercise.PlantedBug::name).containsExactly("one", "two", "three");
    }

    @Test
    void findsEveryPartOnDisk() {
        Workspace workspace =
                Workspace.around(root.resolve("exercises/lock-free")).orElseThrow();
        Exercise exercise = project.exercise("hit-counter");

        assertThat(workspace.root()).isEqualTo(root);
        assertThat(workspace.task(exercise)).isRegularFile();
        assertThat(workspace.why(exercise)).isRegularFile();
        assertThat(workspace.edit(exercise)).isRegularFile();
        assertThat(workspace.original(exercise).resolve("HitCounter.java")).isRegularFile();
        assertThat(workspace.solution(exercise).resolve("HitCounter.java")).isRegularFile();
        assertThat(workspace.bug(exercise, exercise.bugs().getFirst()))
                .isEqualTo(root.resolve("solutions/lock-free/hit-counter/bugs/one"));
    }

    /// Each row replaces one text in the file by another, and gives what the message must say.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    level: warm-up    | level: trivial   | :5: level: "trivial" is none of the allowed values: warm-up, easy, medium, hard.
                    kind: fix         | kind: mend       | :6: kind: "mend" is none of the allowed values: implement, complete, fix.
                    edit: HitCounter.java | edit: ../x   | :7: edit: "../x" is not the name of a Java file
                    behave: 5s        | behave: soon     | :10: rungs: "soon" is not a time. Write a whole number above 0 and ms, s or m: 10s.
                    behave: 5s        | behave: 0s       | :10: rungs: "0s" is not a time.
                    behave: 5s        | climb: 5s        | :10: rungs: "climb" is none of the allowed values: compile, behave, interleave, memory-model, telemetry, speed.
                    compile: 10s      | memory-model: 1s | :10: rungs: behave stands below memory-model on the ladder
                    interleave: 20s   | speed: 20s       | :11: rungs: No ladder climbs to speed yet: leave it out.
                    rung: interleave, finding: interleaving } | rung: speed, finding: too-slow } | :12: rung: The exercise does not climb "speed". Add it to rungs.
                    finding: interleaving } | finding: sadness } | :12: finding: "sadness" is none of the allowed values: file-missing
                    title: Count      | tite: Count      | :3: tite: No such key here. Allowed: bugs, edit, hints, hints-for, id, kind, level, pattern, rungs, title, untouched, was.
                    title: Count every hit | title:      | :3: title: It is missing.
                    pattern: L1       | pattern: one     | :4: pattern: "one" is not the id of a pattern: L1.
                    same number       | same (number     | matches: It is not a regular expression
                    name: two         | name: one        | name: "one" stands twice.
                    id: hit-counter   | id: hit-count    | :1: id: It must be the name of the folder: hit-counter.
                    level: warm-up    | level: [a, b]    | :5: level: Expected text, found a list.
                    title: Count      | "title: 'Count"  | It is not YAML
                    """)
    void namesFileLineKeyAndAllowedValues(String good, String bad, String message) {
        project.write(FILE, project.read(FILE).replace(good, bad));

        assertThatThrownBy(() -> Catalog.load(project.workspace()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(FILE)
                .hasMessageContaining(message);
    }

    @Test
    void refusesFewerThanThreeHints() {
        project.write(FILE, project.read(FILE).replace("  - Use `incrementAndGet`.\n", ""));

        assertThatThrownBy(() -> Catalog.load(project.workspace()))
                .hasMessageContaining("hints: It has 2; at least 3 are needed.");
    }

    @Test
    void refusesTwoExercisesWithOneId() {
        project.write(FILE, project.read(FILE).replace("[page-counter]", "[bounded-stack]"));

        assertThatThrownBy(() -> Catalog.load(project.workspace())).hasMessageContaining("both claim bounded-stack");
    }

    @Test
    void tellsTheProblemsOfAllFilesAtOnce() throws Exception {
        project.write(FILE, project.read(FILE).replace("kind: fix", "kind: mend"));
        Files.delete(root.resolve("exercises/locks/bank-transfer/exercise.yaml"));

        assertThatThrownBy(() -> Catalog.load(project.workspace()))
                .hasMessageContaining("kind")
                .hasMessageContaining("bank-transfer/exercise.yaml: There is no such file.");
    }

    @Test
    void tellsThatBytesAreNotUtf8() throws Exception {
        Files.write(root.resolve(FILE), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});

        assertThatThrownBy(() -> Catalog.load(project.workspace())).hasMessageContaining("not UTF-8");
    }
}

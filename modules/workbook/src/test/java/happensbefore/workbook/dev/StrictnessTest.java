package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.LocalLadder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The proof cannot be fooled: this project's own exercises, broken in each way that matters, climbed for real.
@Timeout(600)
class StrictnessTest {
    private static final String EMPTY_MEMBER = "{\n    private static final int OF_NO_USE = 0;\n";

    @TempDir
    private Path root;

    private Workspace workspace;
    private Parts first;
    private Parts second;
    private Parts third;
    private Parts fourth;

    @BeforeEach
    void copyTheExercises() throws IOException {
        workspace = RealExercises.copyTo(root);
        List<Exercise> exercises = Catalog.load(workspace).exercises().stream()
                .sorted(Comparator.comparingInt(
                                (Exercise exercise) -> exercise.rungs().size())
                        .thenComparingInt(exercise -> exercise.bugs().size()))
                .toList();
        first = new Parts(workspace, exercises.get(0));
        second = new Parts(workspace, exercises.get(1));
        third = new Parts(workspace, exercises.get(2));
        fourth = new Parts(workspace, exercises.get(3));
        leaveOnly(first, second, third, fourth);
    }

    @Test
    void everyWayToFoolTheProofIsRefusedByName() throws Exception {
        RealExercises.overwrite(first.solution(), first.original());
        Exercise.PlantedBug wrong = second.exercise().bugs().getFirst();
        RealExercises.overwrite(second.bug(wrong), second.solution());
        RealExercises.edit(
                second.solution().resolve(second.exercise().edit()), code -> code.replaceFirst("\\{\n", EMPTY_MEMBER));
        Exercise.PlantedBug harmless = third.exercise().bugs().getFirst();
        RealExercises.overwrite(third.solution(), third.bug(harmless));
        RealExercises.edit(
                third.bug(harmless).resolve(third.exercise().edit()), code -> code.replaceFirst("\\{\n", EMPTY_MEMBER));
        Path yaml = workspace.exerciseFile(fourth.exercise());
        RealExercises.edit(yaml, StrictnessTest::keepTwoHints);
        Path stray = workspace.root().resolve("solutions/lock-free/notes.txt");
        Files.writeString(stray, "stray");

        Set<String> refused = check().stream().map(Refusal::where).collect(Collectors.toSet());

        assertThat(refused)
                .contains(
                        first.id() + ", original",
                        second.id() + ", solution",
                        third.id() + ", bug " + harmless.name(),
                        "solutions/lock-free/notes.txt")
                .anyMatch(where -> where.startsWith(workspace.relative(yaml).toString()))
                .hasSize(5);
    }

    @Test
    void whatReadersDidToTheirCopiesStopsNothing() throws Exception {
        RealExercises.overwrite(second.solution(), second.workingCopy());
        RealExercises.overwrite(third.bug(third.exercise().bugs().getFirst()), third.workingCopy());
        Files.writeString(workspace.edit(first.exercise()), "public class does not compile");
        Files.writeString(first.workingCopy().resolve("notes.txt"), "mine");
        leaveOnly(first);

        assertThat(check()).isEmpty();
    }

    /// Takes the other exercises out of the catalog and off the disk, to be quick.
    private void leaveOnly(Parts... kept) throws IOException {
        Set<String> ids = List.of(kept).stream().map(Parts::id).collect(Collectors.toSet());
        for (Exercise exercise : Catalog.load(workspace).exercises()) {
            if (!ids.contains(exercise.id())) {
                for (Path input : new Parts(workspace, exercise).inputs()) {
                    for (Path file : Folders.filesUnder(input)) {
                        Files.delete(file);
                    }
                }
                RealExercises.edit(
                        workspace.catalogFile(),
                        text -> text.replaceFirst("(?m)^\\s*-\\s+" + exercise.id() + "\\s*$\\n?", "")
                                .replaceFirst("(?<=\\[|, )" + exercise.id() + "(, )?(?=[\\w\\]-])", ""));
            }
        }
    }

    private static String keepTwoHints(String yaml) {
        return yaml.replaceFirst("(?m)^hints:.*\\n((?:  - .*\\n){2})(?:  .*\\n)*", "hints:\n$1");
    }

    private List<Refusal> check() throws IOException, InterruptedException {
        try (Ladder ladder = LocalLadder.create(workspace)) {
            return new DevCheck(workspace, new LadderProver(ladder), new PrintWriter(new StringWriter()))
                    .run(DevCheck.Options.ALL);
        }
    }
}

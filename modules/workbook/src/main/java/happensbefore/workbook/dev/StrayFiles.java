package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Topic;
import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/// Files under `exercises/` and `solutions/`, and exercises' stress tests, that belong to no exercise.
///
/// The working copies are the reader's: what lies beside them is nobody's business.
final class StrayFiles {
    private StrayFiles() {}

    /// @param unread the `exercise.yaml` files that could not be read: what belongs to them is not stray
    static List<Refusal> find(Workspace workspace, List<Topic> topics, List<Path> unread) throws IOException {
        Path root = workspace.root();
        List<PathMatcher> known = known(topics);
        unread.forEach(yaml -> addExercise(known, yaml));
        List<Path> files = new ArrayList<>();
        files.addAll(Folders.filesUnder(root.resolve("exercises")));
        files.addAll(Folders.filesUnder(root.resolve("solutions")));
        files.addAll(
                Folders.filesUnder(root.resolve("stress-tests/src/main/java").resolve(Parts.EXERCISE_PACKAGES)));
        return files.stream()
                .map(root::relativize)
                .filter(file -> !file.startsWith(Path.of("exercises", "src", "main")))
                .filter(file -> known.stream().noneMatch(pattern -> pattern.matches(file)))
                .map(file -> new Refusal(
                        file.toString(),
                        "only files of exercises that stand in exercises/catalog.yaml",
                        "a stray file",
                        "remove it, or add its exercise to the catalog"))
                .toList();
    }

    private static List<PathMatcher> known(List<Topic> topics) {
        List<PathMatcher> known = new ArrayList<>();
        known.add(glob("{exercises,solutions}/pom.xml"));
        known.add(glob("exercises/{catalog.yaml,TEMPLATE-exercise.yaml}"));
        for (Topic topic : topics) {
            for (Exercise exercise : topic.exercises()) {
                add(known, topic.id(), exercise.id());
            }
        }
        return known;
    }

    private static void addExercise(List<PathMatcher> known, Path yaml) {
        if (yaml.getNameCount() == 4 && yaml.startsWith("exercises") && yaml.endsWith("exercise.yaml")) {
            add(known, yaml.getName(1).toString(), yaml.getName(2).toString());
        }
    }

    private static void add(List<PathMatcher> known, String topic, String id) {
        String folder = topic + "/" + id;
        String code = "happensbefore/exercises/" + id.replace("-", "");
        known.add(glob("exercises/" + folder + "/{README.md,exercise.yaml,original/*.java}"));
        known.add(glob("exercises/src/test/java/" + code + "/*.java"));
        known.add(glob("solutions/" + folder + "/{README.md,bugs/*/*.java}"));
        known.add(glob("solutions/src/main/java/" + code + "/*.java"));
        known.add(glob("stress-tests/src/main/java/" + code + "/*.java"));
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}

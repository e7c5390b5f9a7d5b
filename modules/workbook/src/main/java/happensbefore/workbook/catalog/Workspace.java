package happensbefore.workbook.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The project on disk, and where each part of an exercise stands in it.
///
/// @param root absolute
public record Workspace(Path root) {
    public Workspace {
        root = root.toAbsolutePath().normalize();
    }

    /// The project that holds `start`.
    public static Optional<Workspace> around(Path start) {
        for (Path at = start.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("exercises/catalog.yaml"))) {
                return Optional.of(new Workspace(at));
            }
        }
        return Optional.empty();
    }

    public Path catalogFile() {
        return root.resolve("exercises/catalog.yaml");
    }

    /// The folder with the task, the `exercise.yaml` and the original.
    public Path exerciseDir(Exercise exercise) {
        return root.resolve("exercises").resolve(exercise.topic()).resolve(exercise.id());
    }

    Path exerciseFile(String topic, String id) {
        return root.resolve("exercises").resolve(topic).resolve(id).resolve("exercise.yaml");
    }

    public Path exerciseFile(Exercise exercise) {
        return exerciseFile(exercise.topic(), exercise.id());
    }

    public Path task(Exercise exercise) {
        return exerciseDir(exercise).resolve("README.md");
    }

    /// The sources as every reader starts.
    public Path original(Exercise exercise) {
        return exerciseDir(exercise).resolve("original");
    }

    /// The sources that the reader edits.
    public Path workingCopy(Exercise exercise) {
        return sources("exercises", exercise);
    }

    /// The folder above every exercise's working copy.
    public Path workingCopies() {
        return root.resolve("exercises/src/main/java/happensbefore/exercises");
    }

    /// The file that the reader edits.
    public Path edit(Exercise exercise) {
        return workingCopy(exercise).resolve(exercise.edit());
    }

    /// The sources of the solution.
    public Path solution(Exercise exercise) {
        return sources("solutions", exercise);
    }

    /// Why the solution is right, and its alternatives.
    public Path why(Exercise exercise) {
        return solutionDir(exercise).resolve("README.md");
    }

    /// The folder with the planted bugs, one folder each.
    public Path bugs(Exercise exercise) {
        return solutionDir(exercise).resolve("bugs");
    }

    public Path bug(Exercise exercise, Exercise.PlantedBug bug) {
        return bugs(exercise).resolve(bug.name());
    }

    private Path solutionDir(Exercise exercise) {
        return root.resolve("solutions").resolve(exercise.topic()).resolve(exercise.id());
    }

    private Path sources(String module, Exercise exercise) {
        return root.resolve(module)
                .resolve("src/main/java")
                .resolve(exercise.packageName().replace('.', '/'));
    }

    /// What the workbook keeps for this reader; not in version control.
    public Path state() {
        return root.resolve(".workbook");
    }

    /// As messages name it: from the root when below it.
    public Path relative(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    }
}

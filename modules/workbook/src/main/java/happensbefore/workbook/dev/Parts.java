package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import java.nio.file.Path;
import java.util.List;

/// One exercise and where its parts stand, for those who judge it.
record Parts(Workspace workspace, Exercise exercise) {
    static final Path EXERCISE_PACKAGES = Path.of("happensbefore", "exercises");

    String id() {
        return exercise.id();
    }

    Path tests() {
        return inPackage("exercises/src/test/java");
    }

    Path stressTests() {
        return inPackage("stress-tests/src/main/java");
    }

    Path original() {
        return workspace.original(exercise);
    }

    Path workingCopy() {
        return workspace.workingCopy(exercise);
    }

    Path solution() {
        return workspace.solution(exercise);
    }

    Path bug(Exercise.PlantedBug bug) {
        return workspace.bug(exercise, bug);
    }

    /// Everything that a proof rests on; the reader's copy is not part of it.
    List<Path> inputs() {
        return List.of(
                workspace.exerciseDir(exercise),
                workspace.why(exercise).getParent(),
                solution(),
                tests(),
                stressTests());
    }

    /// As messages name it.
    String show(Path path) {
        return workspace.relative(path).toString();
    }

    private Path inPackage(String sourceRoot) {
        return workspace
                .root()
                .resolve(sourceRoot)
                .resolve(exercise.packageName().replace('.', '/'));
    }
}

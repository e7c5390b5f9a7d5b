package happensbefore.workbook.catalog;

import java.nio.file.Path;

/// What is wrong in a file of the catalog.
///
/// @param line counted from 1; 0 when unknown
/// @param key the key at fault, empty when it is the whole file
/// @param message what is wrong, with the allowed values where there are few
public record Problem(Path file, int line, String key, String message) {
    /// `exercises/lock-free/hit-counter/exercise.yaml:7: level: ...`
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }

    Found found() {
        return new Found(this);
    }

    /// Ends the reading of one file.
    static final class Found extends RuntimeException {
        final transient Problem problem;

        Found(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }
    }
}

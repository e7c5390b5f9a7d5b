package happensbefore.workbook.watch;

import happensbefore.workbook.cli.Checker;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the watch loop waits for. Checks are numbered, so that what a canceled one still says is told apart.
public sealed interface Event {
    record Key(int character) implements Event {}

    /// A file was written, created or deleted; null when the system lost track of which.
    record Changed(@Nullable Path file) implements Event {}

    record RungStarted(int check, Rung rung) implements Event {}

    record RungEnded(int check, RungResult result) implements Event {}

    record Checked(int check, Checker.Checked result) implements Event {}

    /// The check was interrupted and is over.
    record Canceled(int check) implements Event {}

    record Broke(int check, Throwable cause) implements Event {}

    record Resized(int columns) implements Event {}

    /// @param status what to exit with
    record Quit(int status) implements Event {}
}

package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.progress.Progress;
import happensbefore.workbook.progress.State;
import java.util.List;
import java.util.Optional;

/// Where the reader stands among the exercises.
public final class Journey {
    private final App app;

    public Journey(App app) {
        this.app = app;
    }

    public State state(Exercise exercise) {
        return state(exercise, app.progress().read());
    }

    State state(Exercise exercise, Progress progress) {
        return State.of(app.workspace(), exercise, progress.of(exercise));
    }

    /// Solved once counts, whatever was edited since.
    public long solved() {
        Progress progress = app.progress().read();
        return app.catalog().exercises().stream()
                .filter(exercise -> progress.of(exercise).solved() != null)
                .count();
    }

    /// The first exercise that is not solved.
    public Optional<Exercise> nextPending() {
        return nextPendingFrom(0);
    }

    /// The first one after `exercise` that is not solved, or before it when there is none after.
    public Optional<Exercise> nextPendingAfter(Exercise exercise) {
        return nextPendingFrom(app.catalog().exercises().indexOf(exercise) + 1);
    }

    private Optional<Exercise> nextPendingFrom(int start) {
        List<Exercise> all = app.catalog().exercises();
        Progress progress = app.progress().read();
        for (int i = 0; i < all.size(); i++) {
            Exercise exercise = all.get((start + i) % all.size());
            if (progress.of(exercise).solved() == null) {
                return Optional.of(exercise);
            }
        }
        return Optional.empty();
    }

    /// The exercise that a command without a name is about: the one checked last while it is not solved, else the next.
    public Optional<Exercise> current() {
        Progress progress = app.progress().read();
        return progress.current()
                .flatMap(app.catalog()::find)
                .filter(exercise -> progress.of(exercise).solved() == null)
                .or(this::nextPending);
    }
}

package happensbefore.workbook.progress;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import java.util.Locale;

/// How far the reader is with one exercise.
public enum State {
    PENDING("pending"),
    STARTED("started"),
    SOLVED("solved"),
    EDITED("solved, edited since"),
    /// The workbook changed the exercise after it was solved.
    CHANGED("solved, exercise changed since");

    private final String words;

    State(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /// As `--state` takes it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the runner may move on to the next.
    public boolean done() {
        return this != PENDING && this != STARTED;
    }

    public static State of(Workspace workspace, Exercise exercise, Entry entry) {
        String original = Fingerprint.of(workspace.original(exercise));
        String content = Fingerprint.of(workspace.workingCopy(exercise));
        Entry.Solved solved = entry.solved();
        if (solved == null) {
            return content.equals(original) || content.equals(Fingerprint.NOTHING) ? PENDING : STARTED;
        }
        if (!solved.original().equals(original)) {
            return CHANGED;
        }
        return solved.content().equals(content) ? SOLVED : EDITED;
    }
}

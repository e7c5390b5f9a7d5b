package happensbefore.workbook.progress;

import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is remembered of one exercise.
///
/// @param solved when and with what content it was last solved, or null
/// @param hintsShown marks of the hints that were shown, in that order
/// @param lastFailure what the last check found, or null when it passed or there was none
public record Entry(
        @Nullable Solved solved,
        List<String> hintsShown,
        @Nullable Failure lastFailure) {
    public static final Entry NONE = new Entry(null, List.of(), null);

    public Entry {
        hintsShown = List.copyOf(hintsShown);
    }

    /// @param content fingerprint of the reader's files that passed
    /// @param original fingerprint of the original at that time
    public record Solved(Instant at, String content, String original) {}

    /// @param text the headline and the rest that keyed hints are matched against
    public record Failure(Rung rung, FindingKind finding, String text) {}

    public Entry withSolved(Solved now) {
        return new Entry(now, hintsShown, null);
    }

    public Entry withFailure(Failure failure) {
        return new Entry(solved, hintsShown, failure);
    }

    public Entry withHint(String mark) {
        if (hintsShown.contains(mark)) {
            return this;
        }
        List<String> more = new ArrayList<>(hintsShown);
        more.add(mark);
        return new Entry(solved, more, lastFailure);
    }
}

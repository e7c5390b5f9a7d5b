package happensbefore.workbook.ladder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a rung failed, ready to be shown, serialized and matched against hints.
///
/// @param headline one sentence: what is wrong
/// @param test the test that saw it, or null: `HitCounterTest.countsFromTwoThreads`
/// @param places where in the reader's files, most telling first
/// @param details further blocks: an assertion's message, a thread dump, the cycle of locks, output
/// @param interleaving the failing schedule, where one was found
public record Finding(
        FindingKind kind,
        String headline,
        @Nullable String test,
        List<Place> places,
        List<Detail> details,
        @Nullable Interleaving interleaving) {

    public Finding {
        places = List.copyOf(places);
        details = List.copyOf(details);
    }

    /// A line in the reader's file, counted from 1; column 0 when unknown.
    public record Place(String file, int line, int column, String message) {}

    public static Finding of(FindingKind kind, String headline) {
        return new Finding(kind, headline, null, List.of(), List.of(), null);
    }

    /// The same with one more detail, the last.
    public Finding with(Detail detail) {
        List<Detail> more = new ArrayList<>(details);
        more.add(detail);
        return new Finding(kind, headline, test, places, more, interleaving);
    }
}

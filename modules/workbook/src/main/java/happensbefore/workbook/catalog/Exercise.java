package happensbefore.workbook.catalog;

import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;

/// One exercise, as its `exercise.yaml` declares it.
///
/// @param id `hit-counter`; stable, progress is kept under it
/// @param formerIds ids it had before, so that progress follows a rename
/// @param pattern the id of the pattern it practices: `L1`
/// @param edit the file that the reader edits: `HitCounter.java`
/// @param rungs the rungs it climbs, in order, each with its time budget
/// @param untouched how the original fails
/// @param hints at least three, from a nudge to nearly the answer
/// @param keyedHints hints for a failure that was just seen; they come first
public record Exercise(
        String id,
        List<String> formerIds,
        String topic,
        String pattern,
        String title,
        Level level,
        Kind kind,
        String edit,
        SequencedMap<Rung, Duration> rungs,
        Expected untouched,
        List<String> hints,
        List<KeyedHint> keyedHints,
        List<PlantedBug> bugs) {

    public enum Level {
        WARM_UP,
        EASY,
        MEDIUM,
        HARD
    }

    public enum Kind {
        IMPLEMENT,
        COMPLETE,
        FIX
    }

    /// The rung that must fail, and how.
    public record Expected(Rung rung, FindingKind finding) {}

    /// A hint for one kind of failure; `matches` is a regular expression looked for in the finding's text, or empty.
    public record KeyedHint(FindingKind finding, String matches, String hint) {}

    /// A plausible wrong solution that stands in `solutions/TOPIC/ID/bugs/NAME`.
    public record PlantedBug(String name, String why, Expected expected) {}

    /// `happensbefore.exercises.hitcounter` for `hit-counter`.
    public String packageName() {
        return "happensbefore.exercises." + id.replace("-", "");
    }
}

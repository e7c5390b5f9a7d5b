package happensbefore.workbook.catalog;

import happensbefore.workbook.catalog.Exercise.Expected;
import happensbefore.workbook.catalog.Exercise.KeyedHint;
import happensbefore.workbook.catalog.Exercise.Kind;
import happensbefore.workbook.catalog.Exercise.Level;
import happensbefore.workbook.catalog.Exercise.PlantedBug;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads one `exercise.yaml`. Its keys are listed in `exercises/TEMPLATE-exercise.yaml`.
final class ExerciseReader {
    static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PATTERN = Pattern.compile("[A-Z]{1,2}[0-9]{1,2}");
    private static final Pattern EDIT = Pattern.compile("[A-Z][A-Za-z0-9]*\\.java");
    private static final String AN_ID = "an id: lower-case letters and digits, joined by hyphens";
    private static final Set<String> KEYS = Set.of(
            "id",
            "was",
            "title",
            "pattern",
            "level",
            "kind",
            "edit",
            "rungs",
            "untouched",
            "hints",
            "hints-for",
            "bugs");
    private static final int FEWEST = 3;

    private ExerciseReader() {}

    /// @param shown the file as messages name it
    /// @throws Problem.Found on the first fault
    static Exercise read(Path file, Path shown, String topic, String id) {
        Keys keys = new Keys(shown, Yaml.read(file, shown), "", KEYS);
        if (!keys.matching("id", ID, AN_ID).equals(id)) {
            throw keys.problem("id", "It must be the name of the folder: " + id + ".");
        }
        List<String> was = keys.texts("was");
        for (String former : was) {
            if (!ID.matcher(former).matches()) {
                throw keys.problem("was", "\"" + former + "\" is not " + AN_ID + ".");
            }
        }
        SequencedMap<Rung, Duration> rungs = rungs(shown, keys);
        return new Exercise(
                id,
                was,
                topic,
                keys.matching("pattern", PATTERN, "the id of a pattern: L1"),
                keys.text("title"),
                keys.oneOf("level", Level.class),
                keys.oneOf("kind", Kind.class),
                keys.matching("edit", EDIT, "the name of a Java file: HitCounter.java"),
                rungs,
                expected(new Keys(shown, keys.get("untouched"), "untouched", Set.of("rung", "finding")), rungs),
                atLeast(FEWEST, keys, "hints", keys.texts("hints")),
                hintsFor(shown, keys),
                bugs(shown, keys, rungs));
    }

    private static SequencedMap<Rung, Duration> rungs(Path file, Keys keys) {
        if (!(keys.get("rungs") instanceof Yaml.Mapping mapping)) {
            throw keys.problem("rungs", "Expected rungs with their time budgets: compile: 10s.");
        }
        SequencedMap<Rung, Duration> rungs = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> {
            Rung rung = keys.oneOf("rungs", key, value.line(), Rung.class);
            if (rung == Rung.SPEED) {
                throw new Problem(file, value.line(), "rungs", "No ladder climbs to speed yet: leave it out.").found();
            }
            if (!rungs.isEmpty() && rungs.lastEntry().getKey().compareTo(rung) > 0) {
                throw new Problem(
                                file,
                                value.line(),
                                "rungs",
                                key + " stands below "
                                        + rungs.lastEntry().getKey().label() + " on the ladder: list it first.")
                        .found();
            }
            rungs.put(rung, keys.duration("rungs", value));
        });
        if (!rungs.containsKey(Rung.COMPILE) || rungs.size() < 2) {
            throw keys.problem("rungs", "It needs compile and at least one rung above it.");
        }
        return Collections.unmodifiableSequencedMap(rungs);
    }

    private static Expected expected(Keys keys, SequencedMap<Rung, Duration> rungs) {
        Rung rung = keys.oneOf("rung", Rung.class);
        if (!rungs.containsKey(rung)) {
            throw keys.problem("rung", "The exercise does not climb \"" + rung.label() + "\". Add it to rungs.");
        }
        return new Expected(rung, keys.oneOf("finding", FindingKind.class));
    }

    private static List<KeyedHint> hintsFor(Path file, Keys keys) {
        List<KeyedHint> hints = new ArrayList<>();
        for (Yaml item : keys.list("hints-for")) {
            Keys hint = new Keys(file, item, "hints-for", Set.of("finding", "matches", "hint"));
            String matches = hint.has("matches") ? hint.text("matches") : "";
            try {
                Pattern.compile(matches);
            } catch (PatternSyntaxException e) {
                throw hint.problem("matches", "It is not a regular expression: " + e.getDescription() + ".");
            }
            hints.add(new KeyedHint(hint.oneOf("finding", FindingKind.class), matches, hint.text("hint")));
        }
        return List.copyOf(hints);
    }

    private static List<PlantedBug> bugs(Path file, Keys keys, SequencedMap<Rung, Duration> rungs) {
        List<PlantedBug> bugs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Yaml item : keys.list("bugs")) {
            Keys bug = new Keys(file, item, "bugs", Set.of("name", "why", "rung", "finding"));
            String name = bug.matching("name", ID, AN_ID);
            if (!names.add(name)) {
                throw bug.problem("name", "\"" + name + "\" stands twice.");
            }
            bugs.add(new PlantedBug(name, bug.text("why"), expected(bug, rungs)));
        }
        return atLeast(FEWEST, keys, "bugs", bugs);
    }

    private static <T> List<T> atLeast(int fewest, Keys keys, String key, List<T> list) {
        if (list.size() < fewest) {
            throw keys.problem(key, "It has " + list.size() + "; at least " + fewest + " are needed.");
        }
        return List.copyOf(list);
    }
}

package happensbefore.workbook.ladder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Climbs that wait, to be shared out, and the verdicts of those that ended.
///
/// Thread-safe; verdicts are told one at a time.
final class ManyClimbs {
    private final List<Climb> climbs;
    private final BiConsumer<Climb, Verdict> done;
    private final List<Integer> waiting = new ArrayList<>(); // guarded by this
    private final Map<Integer, Verdict> verdicts = new HashMap<>(); // guarded by this

    ManyClimbs(List<Climb> climbs, BiConsumer<Climb, Verdict> done) {
        this.climbs = List.copyOf(climbs);
        this.done = done;
        for (int i = 0; i < climbs.size(); i++) {
            waiting.add(i);
        }
    }

    synchronized boolean remain() {
        return !waiting.isEmpty();
    }

    /// Takes the first that fits; empty when none that waits does.
    synchronized Optional<Integer> next(Predicate<Climb> fits) {
        for (Integer each : waiting) {
            if (fits.test(climbs.get(each))) {
                waiting.remove((Object) each); // by value
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    Climb climb(int index) {
        return climbs.get(index);
    }

    synchronized void ended(int index, Verdict verdict) {
        verdicts.put(index, verdict);
        done.accept(climbs.get(index), verdict);
    }

    /// In the order of the climbs, once all have ended.
    synchronized List<Verdict> verdicts() {
        List<Verdict> ordered = new ArrayList<>();
        for (int i = 0; i < climbs.size(); i++) {
            ordered.add(Objects.requireNonNull(verdicts.get(i)));
        }
        return ordered;
    }
}

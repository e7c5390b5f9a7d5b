package happensbefore.workbook.ladder;

import happensbefore.workbook.catalog.Exercise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// From save to verdict, as a reader waits for it, with a worker that was warm before: medians of several climbs.
///
/// @param whole from the call of `climb` to its verdict
/// @param reached from the call to the end of each rung that ended
/// @param caveats of the climbs, what weakens the figures
public record LatencyReport(int rounds, Duration whole, Map<Rung, Duration> reached, List<String> caveats) {
    public LatencyReport {
        reached = Map.copyOf(reached);
        caveats = List.copyOf(caveats);
    }

    /// Climbs once to warm up, then `rounds` times. Before each climb the spare worker gets the time to become
    /// warm that a reader's typing gives it.
    public static LatencyReport measure(Ladder ladder, Exercise exercise, Path sources, int rounds)
            throws InterruptedException {
        if (rounds < 1) {
            throw new IllegalArgumentException("At least one round is needed, not " + rounds);
        }
        ladder.climb(exercise, sources, Rung.SPEED, Ladder.Listener.SILENT);
        List<Duration> wholes = new ArrayList<>();
        Map<Rung, List<Duration>> reached = new EnumMap<>(Rung.class);
        List<String> caveats = List.of();
        for (int i = 0; i < rounds; i++) {
            ladder.awaitPrepared();
            long started = System.nanoTime();
            Verdict verdict = ladder.climb(exercise, sources, Rung.SPEED, new Ladder.Listener() {
                @Override
                public void ended(RungResult result) {
                    reached.computeIfAbsent(result.rung(), _ -> new ArrayList<>())
                            .add(Duration.ofNanos(System.nanoTime() - started));
                }
            });
            wholes.add(verdict.spent());
            caveats = verdict.caveats();
        }
        Map<Rung, Duration> medians = new EnumMap<>(Rung.class);
        reached.forEach((rung, durations) -> medians.put(rung, median(durations)));
        return new LatencyReport(rounds, median(wholes), medians, caveats);
    }

    /// The middle one; of an even number, the later of the two in the middle.
    public static Duration median(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}

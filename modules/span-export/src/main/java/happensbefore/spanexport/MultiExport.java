package happensbefore.spanexport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Sends each batch to several backends, each through a [BackendLane] of its own.
///
/// - Invariant: each lane is told of each batch, whatever became of it in the others.
/// - Progress: [#export] waits for nobody.
///
/// For any number of threads. Owns the lanes.
public final class MultiExport<B> {
    private final List<BackendLane<B>> lanes;
    private final Answer rule;

    /// @throws IllegalArgumentException when there is no lane, or two have one name; the lanes are shut down
    public MultiExport(List<BackendLane<B>> lanes, Answer rule) {
        Set<String> names = new HashSet<>();
        lanes.forEach(lane -> names.add(lane.name()));
        if (lanes.isEmpty() || names.size() < lanes.size()) {
            lanes.forEach(BackendLane::shutdown);
            throw new IllegalArgumentException("one backend or more, each with a name of its own: "
                    + lanes.stream().map(BackendLane::name).toList());
        }
        this.lanes = List.copyOf(lanes);
        this.rule = rule;
    }

    // @start region="export"
    /// Hands the batch to every lane.
    ///
    /// @param batch never changed again: all lanes have the same one
    public Export export(B batch, int items, long weight) {
        Map<String, CompletableFuture<Verdict>> verdicts = new LinkedHashMap<>();
        for (BackendLane<B> lane : lanes) {
            verdicts.put(lane.name(), lane.submit(batch, items, weight));
        }
        return new Export(verdicts, rule.of(List.copyOf(verdicts.values())));
    }
    // @end

    /// What becomes of a batch.
    ///
    /// @param verdicts by backend, in the order of the lanes
    /// @param answer as the rule has it
    public record Export(Map<String, CompletableFuture<Verdict>> verdicts, CompletableFuture<Boolean> answer) {
        /// The verdicts that are known now.
        public Map<String, Verdict> known() {
            Map<String, Verdict> known = new LinkedHashMap<>();
            verdicts.forEach((name, verdict) -> {
                if (verdict.isDone()) {
                    known.put(name, verdict.join());
                }
            });
            return known;
        }
    }

    /// @return true when each lane has delivered all that was queued or in flight
    public CompletableFuture<Boolean> flush() {
        return all(BackendLane::flush);
    }

    /// Shuts all lanes down, at the same time.
    ///
    /// @return true when each lane has delivered all that was queued or in flight
    public CompletableFuture<Boolean> shutdown() {
        return all(BackendLane::shutdown);
    }

    private CompletableFuture<Boolean> all(Function<BackendLane<B>, CompletableFuture<Boolean>> step) {
        List<CompletableFuture<Boolean>> each = new ArrayList<>();
        lanes.forEach(lane -> each.add(step.apply(lane)));
        return CompletableFuture.allOf(each.toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> each.stream().allMatch(CompletableFuture::join));
    }

    public List<BackendLane<B>> lanes() {
        return lanes;
    }
}

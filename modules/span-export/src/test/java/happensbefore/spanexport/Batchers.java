package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.Overload;
import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.Aimd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Batchers whose exports end when the test says so.
final class Batchers {
    static final Duration LONG = Duration.ofSeconds(60);

    /// A queue of four, batches of two, one export at a time, and no time that is ever over.
    static final BatchSettings PATIENT = BatchSettings.DEFAULT
            .withCapacity(4)
            .withPace(new Pace.Bounds(2, 2, LONG, LONG))
            .withLimit(new Aimd(1, 1, LONG, 0.5))
            .withTimeouts(LONG, LONG);

    record Export(List<Integer> items, CompletableFuture<Boolean> outcome) {}

    private final ConcurrentLinkedQueue<Export> exports = new ConcurrentLinkedQueue<>();
    private final List<AdaptiveBatcher<?>> opened = new ArrayList<>();

    AdaptiveBatcher<Integer> open(BatchSettings settings) {
        return open(settings, this::begin);
    }

    AdaptiveBatcher<Integer> open(BatchSettings settings, AdaptiveLimit limit) {
        AdaptiveBatcher<Integer> batcher = AdaptiveBatcher.onVirtualThread(settings, this::begin, limit);
        opened.add(batcher);
        return batcher;
    }

    private CompletableFuture<Boolean> begin(List<Integer> items) {
        Export export = new Export(items, new CompletableFuture<>());
        exports.add(export);
        return export.outcome();
    }

    AdaptiveBatcher<Integer> open(BatchSettings settings, BatchExport<Integer> export) {
        return open(settings, export, null);
    }

    AdaptiveBatcher<Integer> open(
            BatchSettings settings, BatchExport<Integer> export, @Nullable ToLongFunction<Integer> weigher) {
        AdaptiveBatcher<Integer> batcher = new AdaptiveBatcher<>(settings, export, weigher);
        opened.add(batcher);
        return batcher;
    }

    /// Waits until so many exports, and one more, have begun.
    Export export(int index) {
        Soon.until(() -> exports.size() > index);
        return List.copyOf(exports).get(index);
    }

    /// One batch in flight that stays there, and a queue that is full.
    AdaptiveBatcher<Integer> full(Overload overload) {
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withOverload(overload));
        batcher.submit(1);
        batcher.submit(2);
        export(0);
        for (int i = 3; i <= 6; i++) {
            assertThat(batcher.submit(i)).isNull();
        }
        return batcher;
    }

    /// Ends all batchers and their exports.
    void end() {
        List<CompletableFuture<Boolean>> ends = new ArrayList<>();
        opened.forEach(batcher -> ends.add(batcher.shutdown()));
        Soon.until(() -> {
            exports.forEach(export -> export.outcome().complete(true));
            return ends.stream().allMatch(CompletableFuture::isDone);
        });
    }
}

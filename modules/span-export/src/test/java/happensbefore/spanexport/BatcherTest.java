package happensbefore.spanexport;

import happensbefore.tasks.Aimd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// Batchers whose exports end when the test says so.
@Timeout(60)
abstract class BatcherTest {
    static final Duration LONG = Duration.ofSeconds(60);
    static final BatchSettings PATIENT = BatchSettings.DEFAULT
            .withCapacity(4)
            .withPace(new Pace.Bounds(2, 2, LONG, LONG))
            .withLimit(new Aimd(1, 1, LONG, 0.5))
            .withTimeouts(LONG, LONG);

    record Export(List<Integer> items, CompletableFuture<Boolean> outcome) {}

    private final ConcurrentLinkedQueue<Export> exports = new ConcurrentLinkedQueue<>();
    final List<AdaptiveBatcher<?>> opened = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        List<CompletableFuture<Boolean>> ends = new ArrayList<>();
        opened.forEach(batcher -> ends.add(batcher.shutdown()));
        Awaitility.await().until(() -> {
            exports.forEach(export -> export.outcome().complete(true));
            return ends.stream().allMatch(CompletableFuture::isDone);
        });
    }

    AdaptiveBatcher<Integer> open(BatchSettings settings) {
        return open(settings, items -> {
            Export export = new Export(items, new CompletableFuture<>());
            exports.add(export);
            return export.outcome();
        });
    }

    AdaptiveBatcher<Integer> open(BatchSettings settings, BatchExport<Integer> export) {
        AdaptiveBatcher<Integer> batcher = new AdaptiveBatcher<>(settings, export);
        opened.add(batcher);
        return batcher;
    }

    Export export(int index) {
        Awaitility.await().until(() -> exports.size() > index);
        return List.copyOf(exports).get(index);
    }
}

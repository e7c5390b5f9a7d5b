package happensbefore.exercises.honestflush;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class HonestBatcherInterleaveTest {
    private static final int ENOUGH = 15;
    private static final int MANY = 40;

    private static final class Shared {
        final AtomicInteger delivered = new AtomicInteger();
        final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        final HonestBatcher<Integer> batcher;
        volatile @Nullable CompletableFuture<Boolean> flush;

        Shared(int batchSize) {
            batcher = new HonestBatcher<>(batchSize, batch -> {
                delivered.addAndGet(batch.size());
                return outcome;
            });
        }

        void look() {
            HonestBatcher.Counts counts = batcher.counts();
            Expect.equal(
                    counts.added(),
                    counts.delivered() + counts.lost() + counts.inFlight() + counts.waiting(),
                    "added, and the sum of all places, in " + counts);
        }
    }

    @Test
    void twoThatFillABatchSendItOnce() {
        Interleavings.on(() -> new Shared(2))
                .invocations(ENOUGH)
                .thread("one", shared -> shared.batcher.add(1))
                .thread("other", shared -> shared.batcher.add(2))
                .then(shared -> {
                    Expect.equal(2, shared.delivered.get(), "items that were sent");
                    Expect.equal(2L, shared.batcher.counts().inFlight(), "items in flight");
                })
                .check();
    }

    @Test
    void aFlushNeverOverlooksABatchThatIsAboutToLeave() {
        Interleavings.on(() -> {
                    Shared shared = new Shared(2);
                    shared.batcher.add(1);
                    return shared;
                })
                .invocations(MANY)
                .thread("adds", shared -> shared.batcher.add(2))
                .thread("flushes", shared -> shared.flush = shared.batcher.flush())
                .then(shared -> {
                    CompletableFuture<Boolean> flush = shared.flush;
                    Expect.that(
                            flush != null && !flush.isDone(),
                            "The flush is complete, and the item that was added before it is still in flight");
                })
                .check();
    }

    @Test
    void theCountsAreWholeWhileABatchLeaves() {
        Interleavings.on(() -> new Shared(1))
                .invocations(ENOUGH)
                .thread("adds", shared -> shared.batcher.add(1))
                .thread("looks", Shared::look)
                .check();
    }

    @Test
    void theCountsAreWholeWhileABatchArrives() {
        Interleavings.on(() -> {
                    Shared shared = new Shared(1);
                    shared.batcher.add(1);
                    return shared;
                })
                .invocations(ENOUGH)
                .thread("arrives", shared -> shared.outcome.complete(true))
                .thread("looks", Shared::look)
                .then(shared -> Expect.equal(1L, shared.batcher.counts().delivered(), "items delivered"))
                .check();
    }
}

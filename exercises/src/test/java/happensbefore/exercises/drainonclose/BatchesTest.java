package happensbefore.exercises.drainonclose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {
    /// Until a consumer that should return counts as one that waits on.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Batches<Integer> batches = new Batches<>(2);
    private @Nullable Thread consumer;

    @AfterEach
    void endTheConsumer() throws InterruptedException {
        if (consumer != null) {
            consumer.interrupt();
            consumer.join(PATIENCE);
        }
    }

    /// A `take` on a thread of its own, once it waits.
    private CompletableFuture<List<Integer>> waiting() {
        CompletableFuture<List<Integer>> taken = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                taken.complete(batches.take());
            } catch (InterruptedException | RuntimeException e) {
                taken.completeExceptionally(e);
            }
        });
        consumer = thread;
        awaitWaiting(thread, taken);
        return taken;
    }

    private static void awaitWaiting(Thread thread, CompletableFuture<List<Integer>> taken) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> taken.isDone() || thread.getState() == Thread.State.WAITING);
    }

    private static List<Integer> result(CompletableFuture<List<Integer>> taken, String otherwise)
            throws InterruptedException, ExecutionException {
        try {
            return taken.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(otherwise);
        }
    }

    @Test
    void wholeBatchesInOrderThenTheRestThenTheEnd() throws Exception {
        for (int i = 1; i <= 5; i++) {
            assertThat(batches.put(i)).as("It is open.").isTrue();
        }
        assertThat(batches.take()).as("The oldest batch.").containsExactly(1, 2);
        batches.close();
        assertThat(batches.put(6)).as("It is closed.").isFalse();
        assertThat(batches.take()).as("The next batch, after the close.").containsExactly(3, 4);
        assertThat(batches.take())
                .as("After the close the rest is a batch too.")
                .containsExactly(5);
        assertThat(batches.take()).as("The end.").isEmpty();
        assertThat(batches.take()).as("The end stays the end.").isEmpty();
    }

    @Test
    void theEarlyEndHandsOutWhatNobodyHasTaken() throws Exception {
        batches.put(1);
        batches.put(2);
        batches.put(3);
        batches.take();
        assertThat(batches.closeNow())
                .as("The early end: 3 was accepted and not taken.")
                .containsExactly(3);
        assertThat(batches.put(4)).as("It is closed.").isFalse();
        assertThat(batches.closeNow()).as("3 was handed out already.").isEmpty();
        assertThat(batches.take()).as("3 was handed out already.").isEmpty();
    }

    @Test
    void aConsumerThatWaitsGetsTheRestAtTheClose() throws Exception {
        batches.put(1);
        CompletableFuture<List<Integer>> taken = waiting();
        batches.close();
        assertThat(result(taken, "It was closed, and the consumer waits on."))
                .as("The rest.")
                .containsExactly(1);
    }

    @Test
    void aConsumerThatWaitsSeesTheEarlyEnd() throws Exception {
        batches.put(1);
        CompletableFuture<List<Integer>> taken = waiting();
        assertThat(batches.closeNow())
                .as("The early end: the consumer has not taken it.")
                .containsExactly(1);
        assertThat(result(taken, "It was closed, and the consumer waits on."))
                .as("All was handed out by `closeNow`.")
                .isEmpty();
    }

    @Test
    void aWakeUpWithoutAReasonIsNoBatch() throws Exception {
        batches.put(1);
        CompletableFuture<List<Integer>> taken = waiting();
        Thread thread = consumer;
        LockSupport.unpark(thread);
        if (thread != null) {
            awaitWaiting(thread, taken);
        }
        batches.put(2);
        assertThat(result(taken, "A batch is whole, and the consumer waits on."))
                .as("The consumer was woken for no reason, then the batch became whole.")
                .containsExactly(1, 2);
    }
}

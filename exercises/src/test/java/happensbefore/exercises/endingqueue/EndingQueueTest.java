package happensbefore.exercises.endingqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndingQueueTest {
    /// Nothing here takes so long.
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final long PATIENCE_MILLIS = 2000;

    private final EndingQueue<String> queue = new EndingQueue<>(2);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    /// A call on a thread of its own, once it waits; what it returns, as text.
    private CompletableFuture<String> waiting(Callable<?> call) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(String.valueOf(call.call()));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        threads.add(thread);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> result.isDone()
                        || thread.getState() == Thread.State.WAITING
                        || thread.getState() == Thread.State.TIMED_WAITING);
        return result;
    }

    private static String told(CompletableFuture<String> result, String why) throws Exception {
        try {
            return result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(why);
        }
    }

    private String take() throws Exception {
        return told(waiting(queue::take), "Something is left, or all is over: take must not wait here.");
    }

    private String put(String item) throws Exception {
        return told(waiting(() -> queue.put(item)), "There is room, or the queue has ended: put must not wait here.");
    }

    private String end(Duration grace) throws Exception {
        return told(
                waiting(() -> queue.end(grace)),
                "All is taken: end must wait no longer, although its time is not over.");
    }

    @Test
    void itemsComeInTheirOrder() throws Exception {
        assertThat(put("a")).isEqualTo("true");
        assertThat(put("b")).isEqualTo("true");
        assertThat(take()).isEqualTo("a");
        assertThat(take()).isEqualTo("b");
    }

    @Test
    void whatIsThereAtTheEndIsTakenFirst() throws Exception {
        put("a");
        put("b");
        CompletableFuture<String> end = waiting(() -> queue.end(LONG));
        assertThat(put("c")).as("The queue has ended: nothing is added.").isEqualTo("false");
        assertThat(take())
                .as("The rest is taken: the queue has ended, and is not empty.")
                .isEqualTo("a");
        assertThat(take())
                .as("The rest is taken: the queue has ended, and is not empty.")
                .isEqualTo("b");
        assertThat(told(end, "All is taken: end must wait no longer, although its time is not over."))
                .as("Nothing was left.")
                .isEqualTo("[]");
        assertThat(take()).as("Ended, and nothing left.").isEqualTo("null");
    }

    @Test
    void whatNobodyTakesInTimeIsGivenBackOnce() throws Exception {
        put("a");
        put("b");
        assertThat(end(Duration.ofMillis(2)))
                .as("Nobody took anything: what is left is returned, oldest first.")
                .isEqualTo("[a, b]");
        assertThat(take())
                .as("What was left was given back, and is not there any more.")
                .isEqualTo("null");
        assertThat(end(Duration.ZERO)).as("What was left was given back once.").isEqualTo("[]");
    }

    @Test
    void everyoneWhoWaitsToTakeIsToldOfTheEnd() throws Exception {
        List<CompletableFuture<String>> takers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            takers.add(waiting(queue::take));
        }
        assertThat(end(LONG)).isEqualTo("[]");
        for (CompletableFuture<String> taker : takers) {
            assertThat(told(taker, "Three wait for an item: all must be told that none will come."))
                    .isEqualTo("null");
        }
    }

    @Test
    void everyoneWhoWaitsForRoomIsToldOfTheEnd() throws Exception {
        put("a");
        put("b");
        CompletableFuture<String> first = waiting(() -> queue.put("c"));
        CompletableFuture<String> second = waiting(() -> queue.put("d"));
        CompletableFuture<String> end = waiting(() -> queue.end(LONG));
        assertThat(take()).isEqualTo("a");
        assertThat(told(first, "It waits for room, and must be told that the queue has ended."))
                .as("It was waiting for room when the queue ended: not added.")
                .isEqualTo("false");
        assertThat(told(second, "It waits for room, and must be told that the queue has ended."))
                .as("It was waiting for room when the queue ended: not added.")
                .isEqualTo("false");
        assertThat(take()).isEqualTo("b");
        assertThat(told(end, "All is taken: end must wait no longer.")).isEqualTo("[]");
    }

    @Test
    void whoIsInterruptedWhileWaitingSaysSo() {
        CompletableFuture<String> taker = waiting(queue::take);
        threads.getFirst().interrupt();
        assertThatThrownBy(() -> told(taker, "An interrupt ends the wait."))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }
}

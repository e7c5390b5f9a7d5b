package happensbefore.exercises.fairmerge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairMergeTest {
    private static final long PATIENCE_MILLIS = 2000;

    private final FairMerge<String> merge = new FairMerge<>(3);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    private void put(int lane, String... values) {
        for (String value : values) {
            merge.put(lane, value);
        }
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(String.valueOf(merge.next()));
        }
        return taken;
    }

    /// A `next` on a thread of its own; what it returns, as text.
    private CompletableFuture<String> next() {
        CompletableFuture<String> result = new CompletableFuture<>();
        threads.add(Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(String.valueOf(merge.next()));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }));
        return result;
    }

    /// Until it waits for something to happen, and not for a moment to pass.
    private void awaitAsleep(String why) {
        Thread thread = threads.getLast();
        Awaitility.await(why)
                .atMost(Duration.ofMillis(PATIENCE_MILLIS))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !thread.isAlive() || thread.getState() == Thread.State.WAITING);
    }

    private static String told(CompletableFuture<String> result, String why) throws Exception {
        try {
            return result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(why);
        }
    }

    @Test
    void eachLaneHasItsTurn() throws Exception {
        put(0, "a", "b", "c", "d");
        put(1, "m", "n");
        put(2, "x");
        assertThat(take(7))
                .as("Each lane has its turn while it has something.")
                .containsExactly("a", "m", "x", "b", "n", "c", "d");
    }

    @Test
    void anEmptyLaneIsPassedOver() throws Exception {
        put(1, "m", "n");
        put(2, "x", "y");
        assertThat(take(4))
                .as("Lane 0 is empty: the turn goes from lane 2 to lane 1, and no lane has two turns in a row.")
                .containsExactly("m", "x", "n", "y");
        put(0, "a");
        put(1, "o");
        assertThat(take(2)).as("Lane 2 had the last turn: now it is lane 0's.").containsExactly("a", "o");
    }

    @Test
    void theEndOfOneLaneIsNotTheEnd() throws Exception {
        merge.close(0);
        put(1, "m");
        assertThat(take(1)).as("Lane 0 is closed, and lane 1 has something.").containsExactly("m");
        CompletableFuture<String> next = next();
        awaitAsleep("Lane 0 is closed and nothing is there: next must sleep until something happens");
        put(2, "x");
        assertThat(told(next, "A value came."))
                .as("Not the end: two lanes are open.")
                .isEqualTo("x");
    }

    @Test
    void whatIsInAClosedLaneIsServed() throws Exception {
        put(0, "a", "b");
        merge.close(0);
        merge.close(1);
        merge.close(2);
        assertThat(take(3))
                .as("All are closed; the end comes behind the last value.")
                .containsExactly("a", "b", "null");
        assertThat(take(1)).as("The end stays the end.").containsExactly("null");
    }

    @Test
    void theCloseOfTheLastLaneIsTheEnd() throws Exception {
        merge.close(0);
        merge.close(2);
        merge.close(2);
        CompletableFuture<String> next = next();
        awaitAsleep("Two lanes are closed and nothing is there: next must sleep until something happens");
        merge.close(1);
        assertThat(told(next, "All lanes are closed: next must be told of the end."))
                .isEqualTo("null");
    }

    @Test
    void nothingIsPutIntoAClosedLane() {
        merge.close(1);
        assertThatIllegalStateException().isThrownBy(() -> merge.put(1, "late"));
    }

    @Test
    void anInterruptEndsTheWait() {
        CompletableFuture<String> next = next();
        awaitAsleep("Nothing is there: next must sleep until something happens");
        threads.getFirst().interrupt();
        assertThatThrownBy(() -> told(next, "next was interrupted, and must not wait on."))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }
}

package happensbefore.exercises.bytebudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    /// Until a request that should be served gives up, so that a wrong answer fails and does not hang.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ByteBudget budget = new ByteBudget(10);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    /// A request on a thread of its own, once it waits. Its result: true or false, as `tryAcquire`, or null if
    /// interrupted.
    private CompletableFuture<Boolean> waiting(long bytes, Duration timeout) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                result.complete(budget.tryAcquire(bytes, timeout));
            } catch (InterruptedException e) {
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

    private static boolean served(CompletableFuture<Boolean> request) throws Exception {
        return request.get(PATIENCE.toMillis() * 5, TimeUnit.MILLISECONDS);
    }

    @Test
    void bytesAreTakenAndComeBack() throws InterruptedException {
        budget.acquire(6);
        assertThat(budget.available()).as("6 of 10 bytes are taken.").isEqualTo(4);
        assertThat(budget.tryAcquire(5, Duration.ZERO)).as("Only 4 are free.").isFalse();
        assertThat(budget.tryAcquire(4, Duration.ZERO)).as("4 are free.").isTrue();
        budget.release(10);
        assertThat(budget.available()).as("All are back.").isEqualTo(10);
    }

    @Test
    void nobodyOvertakesALargeRequest() throws Exception {
        budget.acquire(6);
        CompletableFuture<Boolean> large = waiting(8, PATIENCE);
        assertThat(budget.tryAcquire(2, Duration.ZERO))
                .as("A request for 8 waits in front: one for 2 must not overtake it, although 4 are free.")
                .isFalse();
        budget.release(6);
        assertThat(served(large))
                .as("10 bytes are free: it is the large request's turn.")
                .isTrue();
        assertThat(budget.available()).as("8 of 10 bytes are taken.").isEqualTo(2);
    }

    @Test
    void oneReleaseServesSeveral() throws Exception {
        budget.acquire(10);
        CompletableFuture<Boolean> one = waiting(4, PATIENCE);
        CompletableFuture<Boolean> other = waiting(4, PATIENCE);
        budget.release(10);
        assertThat(served(one))
                .as("10 bytes came back, enough for both requests.")
                .isTrue();
        assertThat(served(other))
                .as("10 bytes came back, enough for both requests, also the second.")
                .isTrue();
        assertThat(budget.available()).as("Twice 4 bytes are taken.").isEqualTo(2);
    }

    @Test
    void whoGivesUpInFrontLetsTheOthersThrough() throws Exception {
        budget.acquire(6);
        CompletableFuture<Boolean> large = waiting(8, PATIENCE.multipliedBy(100));
        CompletableFuture<Boolean> small = waiting(2, PATIENCE);
        threads.getFirst().interrupt();
        assertThatThrownBy(() -> served(large))
                .as("A request that is interrupted while it waits throws an InterruptedException.")
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(served(small))
                .as("The large request in front gave up, and 4 bytes are free for one of 2.")
                .isTrue();
        assertThat(budget.available())
                .as("6 and 2 bytes are taken; who gave up took none.")
                .isEqualTo(2);
    }

    @Test
    void aTimeMayBeAsLongAsADurationCanBe() throws Exception {
        budget.acquire(10);
        CompletableFuture<Boolean> request = waiting(4, Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(request)
                .as("A request with a time of over 292 years waits, and nothing is thrown.")
                .isNotDone();
        budget.release(10);
        assertThat(served(request)).as("10 bytes came back, enough for it.").isTrue();
        assertThat(budget.available()).as("4 of 10 bytes are taken.").isEqualTo(6);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> budget.acquire(11))
                .as("11 of 10 bytes would wait for ever.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> budget.tryAcquire(0, Duration.ZERO))
                .as("A request for nothing is a mistake.")
                .isInstanceOf(IllegalArgumentException.class);
    }
}

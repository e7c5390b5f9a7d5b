package happensbefore.exercises.lastword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
    /// Of those who wait. Nothing here takes so long, so whoever is told only then was not told at all.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Progress progress = new Progress();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        try {
            progress.report(Long.MAX_VALUE); // also those who do not listen to an interrupt
        } catch (IllegalStateException e) {
            assertThat(e).as("A report after the end.").isNotNull();
        }
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    /// A thread that waits for a mark, once it waits.
    private CompletableFuture<Boolean> waiting(long mark) {
        return waiting(mark, TIMEOUT);
    }

    private CompletableFuture<Boolean> waiting(long mark, Duration timeout) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                result.complete(progress.awaitAtLeast(mark, timeout));
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

    private static boolean told(CompletableFuture<Boolean> result) throws Exception {
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Nobody has told the one that waits, and it still sleeps.");
        }
    }

    @Test
    void everyoneWhoseMarkIsReachedIsTold() throws Exception {
        CompletableFuture<Boolean> far = waiting(100);
        CompletableFuture<Boolean> one = waiting(10);
        CompletableFuture<Boolean> other = waiting(5);
        progress.report(10);
        assertThat(told(one))
                .as("10 are done: the one that waits for 10 is told.")
                .isTrue();
        assertThat(told(other))
                .as("10 are done: so is the one that waits for 5.")
                .isTrue();
        assertThat(far)
                .as("10 are done: the one that waits for 100 goes on waiting.")
                .isNotDone();
        progress.report(100);
        assertThat(told(far)).as("100 are done: the last one is told.").isTrue();
    }

    @Test
    void theLastWordCountsThoughTheEndComesWithIt() throws Exception {
        CompletableFuture<Boolean> waiting = waiting(10);
        progress.report(10);
        progress.finish();
        assertThat(told(waiting))
                .as("10 were done before the job finished: that is the last word, and it is true.")
                .isTrue();
        assertThat(progress.awaitAtLeast(10, Duration.ZERO))
                .as("10 are done, also for those who ask after the end: that is true.")
                .isTrue();
    }

    @Test
    void theEndIsTold() throws Exception {
        CompletableFuture<Boolean> waiting = waiting(10);
        progress.report(9);
        progress.finish();
        assertThat(told(waiting))
                .as("The job has finished with 9: who waits for 10 is told at once that it will not come.")
                .isFalse();
        assertThatThrownBy(() -> progress.report(10))
                .as("No report after the end.")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void progressNeverGoesBack() throws Exception {
        progress.report(5);
        progress.report(3);
        assertThat(progress.done())
                .as("5 were reported, then 3 by a slower one: 5 are done.")
                .isEqualTo(5);
        assertThat(progress.awaitAtLeast(4, Duration.ZERO)).as("5 are done.").isTrue();
    }

    @Test
    void aTimeMayBeAsLongAsADurationCanBe() throws Exception {
        CompletableFuture<Boolean> waiting = waiting(10, Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(waiting)
                .as("One that would wait for over 292 years waits, and nothing is thrown.")
                .isNotDone();
        progress.report(10);
        assertThat(told(waiting)).as("10 are done.").isTrue();
    }

    @Test
    void aWaitEndsInTime() {
        assertThatThrownBy(() -> progress.awaitAtLeast(1, Duration.ofMillis(5)))
                .as("Nothing was reported: the time is over.")
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void anInterruptEndsAWait() {
        CompletableFuture<Boolean> waiting = waiting(10);
        threads.getFirst().interrupt();
        assertThatThrownBy(() -> told(waiting))
                .as("One that is interrupted while it waits throws an InterruptedException.")
                .hasCauseInstanceOf(InterruptedException.class);
    }
}

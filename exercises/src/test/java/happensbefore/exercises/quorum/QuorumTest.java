package happensbefore.exercises.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuorumTest {
    /// After which a slow replica gives up, so that a wrong answer fails and does not hang.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once one has given up: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final int REPLICAS = 20;

    private static final AtomicBoolean SOMEONE_GAVE_UP = new AtomicBoolean();

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch slowRuns = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private final AtomicInteger seenReturning = new AtomicInteger();

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
        never.countDown();
    }

    private static long patienceMillis() {
        return SOMEONE_GAVE_UP.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS;
    }

    /// False when patience ran out first.
    private static boolean await(CountDownLatch latch) throws InterruptedException {
        boolean open = latch.await(patienceMillis(), TimeUnit.MILLISECONDS);
        if (!open) {
            SOMEONE_GAVE_UP.set(true);
        }
        return open;
    }

    /// Answers when it is too late, unless it is interrupted.
    private String slow() throws InterruptedException {
        running.incrementAndGet();
        slowRuns.countDown();
        try {
            if (!await(never)) {
                gaveUp.incrementAndGet();
            }
            return "slow";
        } finally {
            running.decrementAndGet();
        }
    }

    private String afterTheSlowOneRuns(String answer) throws InterruptedException {
        await(slowRuns);
        return answer;
    }

    private String failing(String message) throws Exception {
        await(slowRuns);
        throw new IOException(message);
    }

    private void assertNothingIsLeft() {
        assertThat(gaveUp)
                .as("The slow replica is interrupted. It was waited for until it gave up by itself.")
                .hasValue(0);
        assertThat(running).as("No replica's call runs after the return.").hasValue(0);
    }

    @Test
    void enoughAnswersAreEnoughWhereverTheSlowOneStands() throws Exception {
        List<Callable<String>> replicas =
                List.of(this::slow, () -> afterTheSlowOneRuns("b"), () -> afterTheSlowOneRuns("c"));
        assertThat(Quorum.first(2, replicas))
                .as("Two of three have answered; the slow replica is not needed.")
                .containsExactlyInAnyOrder("b", "c");
        assertNothingIsLeft();
    }

    /// Waits until the thread of another replica's call has ended: by then its answer or failure is there.
    private static void awaitEnd(AtomicReference<Thread> other) throws InterruptedException {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> other.get() != null);
        other.get().join(Duration.ofMillis(patienceMillis()));
    }

    @Test
    void theAnswersStandInTheOrderInWhichTheyCame() throws Exception {
        AtomicReference<Thread> first = new AtomicReference<>();
        List<Callable<String>> replicas = List.of(
                () -> {
                    awaitEnd(first);
                    return "second";
                },
                () -> {
                    first.set(Thread.currentThread());
                    return "first";
                });
        assertThat(Quorum.first(2, replicas))
                .as("The second replica of the list answered first.")
                .containsExactly("first", "second");
    }

    @Test
    void theFailureThatDecidedItIsTold() {
        AtomicReference<Thread> first = new AtomicReference<>();
        List<Callable<String>> replicas = List.of(
                () -> {
                    first.set(Thread.currentThread());
                    throw new IOException("survived");
                },
                () -> {
                    awaitEnd(first);
                    throw new IOException("decided");
                },
                this::slow);
        assertThatThrownBy(() -> Quorum.first(2, replicas))
                .as("One failure of three was survived; the second decided that two answers cannot come.")
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessage("decided");
    }

    @Test
    void aHopelessCallFailsAtOnce() {
        List<Callable<String>> replicas = List.of(this::slow, () -> failing("b is down"), () -> failing("c is down"));
        assertThatThrownBy(() -> Quorum.first(2, replicas))
                .as("Two of three have failed, so two answers cannot come: hopeless.")
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(gaveUp)
                .as("It is hopeless with the second failure; nobody waits for the slow replica to know that.")
                .hasValue(0);
        assertNothingIsLeft();
    }

    @Test
    void aFailureThatCanBeSurvivedIsSurvived() throws Exception {
        List<Callable<String>> replicas = List.of(
                () -> "a",
                () -> {
                    throw new IOException("b is down");
                },
                () -> "c");
        assertThat(Quorum.first(2, replicas))
                .as("One of three has failed; two answers are still there.")
                .containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void allAnswersMayBeNeeded() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        List<Callable<String>> replicas = List.of(
                () -> {
                    await(second);
                    return "a";
                },
                () -> {
                    second.countDown();
                    return "b";
                });
        assertThat(Quorum.first(2, replicas)).as("All answers are needed.").containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void allReplicasAreAskedAtTheSameTime() throws Exception {
        CyclicBarrier all = new CyclicBarrier(REPLICAS);
        AtomicInteger alone = new AtomicInteger();
        Callable<String> meeting = () -> {
            try {
                all.await(patienceMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                alone.incrementAndGet();
                SOMEONE_GAVE_UP.set(true);
            }
            return "met";
        };
        Quorum.first(2, Collections.nCopies(REPLICAS, meeting));
        assertThat(alone)
                .as("Each of %d calls waits for the others: all are asked at the same time.", REPLICAS)
                .hasValue(0);
    }

    @Test
    void anInterruptOfTheCallerComesOut() {
        Thread caller = Thread.currentThread();
        List<Callable<String>> replicas = List.of(this::slow, () -> {
            await(slowRuns);
            caller.interrupt();
            return slow();
        });
        Throwable thrown = catchThrowable(() -> Quorum.first(1, replicas));
        assertThat(thrown)
                .as("An interrupt of the caller comes out as an InterruptedException.")
                .isInstanceOf(InterruptedException.class);
        assertNothingIsLeft();
    }

    @Test
    void aCallThatCleansUpIsWaitedFor() throws Exception {
        List<Callable<String>> replicas = List.of(
                () -> {
                    slowRuns.countDown();
                    try {
                        await(never);
                    } catch (InterruptedException e) {
                        if (returned.await(PATIENCE_MILLIS / 4, TimeUnit.MILLISECONDS)) {
                            seenReturning.incrementAndGet();
                        }
                        running.decrementAndGet();
                    }
                    return "stubborn";
                },
                () -> afterTheSlowOneRuns("b"));
        running.set(1);
        Quorum.first(1, replicas);
        int stillRunning = running.get();
        returned.countDown();
        assertThat(stillRunning)
                .as("A call that was interrupted is still cleaning up: the caller returns when it has ended.")
                .isZero();
        assertThat(seenReturning)
                .as("A call that was still cleaning up saw the caller return.")
                .hasValue(0);
    }

    @Test
    void anImpossibleNumberIsRefused() {
        AtomicInteger asked = new AtomicInteger();
        List<Callable<Integer>> replicas = List.of(asked::incrementAndGet);
        assertThatThrownBy(() -> Quorum.first(2, replicas))
                .as("2 of 1 replicas are refused.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quorum.first(0, replicas))
                .as("0 of 1 replicas are refused.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(asked).as("No replica was asked.").hasValue(0);
    }
}

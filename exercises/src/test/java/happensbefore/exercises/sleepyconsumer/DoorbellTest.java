package happensbefore.exercises.sleepyconsumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorbellTest {
    /// Until a worker that has not moved counts as asleep, or as one that never sleeps.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int ROUNDS = 5_000;

    /// Waited for once, in vain: the other tests need not wait for it again.
    private static boolean neverSleeps;

    private final Doorbell bell = new Doorbell();
    private volatile int answered;
    private volatile boolean interrupted;
    private int written; // plain: the bell carries it over
    private volatile int seen;
    private @Nullable Thread worker;

    @AfterEach
    void endTheWorker() throws InterruptedException {
        if (worker != null) {
            worker.interrupt();
            bell.ring(); // so that one which is deaf to interrupts ends too
            worker.join(PATIENCE);
        }
    }

    private Thread startWorker() {
        Thread started = Thread.ofPlatform().daemon().name("worker").start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    bell.await();
                    seen = written;
                    answered++;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        });
        worker = started;
        return started;
    }

    private static boolean asleep(Thread thread) {
        if (neverSleeps) {
            return false;
        }
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(PATIENCE)
                    .until(() -> thread.getState() == Thread.State.WAITING);
            return true;
        } catch (ConditionTimeoutException e) {
            neverSleeps = true;
            return false;
        }
    }

    private void awaitAnswer(int count, String otherwise) {
        long start = System.nanoTime();
        while (answered < count) {
            Thread.onSpinWait();
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError(otherwise);
            }
        }
    }

    @Test
    void anIdleWorkerSleepsUntilItIsRung() {
        Thread idle = startWorker();
        assertThat(asleep(idle))
                .as("The bell was not rung, and the worker does not sleep: it is " + idle.getState() + ".")
                .isTrue();
        bell.ring();
        awaitAnswer(1, "The bell was rung, and the worker sleeps on.");
        assertThat(asleep(idle))
                .as("It has answered, and does not sleep again.")
                .isTrue();
    }

    @Test
    void aRingBeforeTheWaitCountsAndSeveralCountAsOne() {
        bell.ring();
        bell.ring();
        Thread late = startWorker();
        awaitAnswer(1, "The bell was rung before the worker came, and it sleeps on.");
        asleep(late);
        assertThat(answered).as("Two rings before an answer count as one.").isEqualTo(1);
    }

    @Test
    void noRingIsMissedHoweverItFalls() {
        startWorker();
        for (int round = 1; round <= ROUNDS; round++) {
            for (int i = round % 64; i > 0; i--) {
                Thread.onSpinWait(); // the ring falls on each of the worker's steps in turn
            }
            written = round;
            bell.ring();
            awaitAnswer(round, "The bell was rung as the worker lay down, and it sleeps on (round " + round + ").");
            assertThat(seen)
                    .as("What was written before the ring is seen after it.")
                    .isEqualTo(round);
        }
    }

    @Test
    void onlyARingEndsTheWait() {
        Thread sleeper = startWorker();
        asleep(sleeper);
        LockSupport.unpark(sleeper);
        asleep(sleeper);
        assertThat(answered)
                .as("The worker was woken without a ring, and has answered.")
                .isZero();
        bell.ring();
        awaitAnswer(1, "It was woken without a ring, then rung, and sleeps on.");
    }

    @Test
    void anInterruptEndsTheWait() throws InterruptedException {
        Thread sleeper = startWorker();
        asleep(sleeper);
        sleeper.interrupt();
        sleeper.join(PATIENCE);
        assertThat(interrupted)
                .as("The worker was interrupted, and its await did not throw an InterruptedException.")
                .isTrue();
    }

    @Test
    void anInterruptUsesUpNoRing() throws InterruptedException {
        Thread sleeper = startWorker();
        asleep(sleeper);
        sleeper.interrupt();
        sleeper.join(PATIENCE);
        bell.ring();
        startWorker();
        awaitAnswer(1, "A worker was interrupted; the next one was rung, and sleeps on.");
    }
}

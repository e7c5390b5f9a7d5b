package happensbefore.exercises.tracedcrew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TracedCrewTest {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final int MANY = 10_000;
    private static final int ROUNDS = 40;
    private static final Tracer TRACER = OpenTelemetry.noop().getTracer("test");

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void everyJobRunsOnceBeforeCloseReturns() {
        try (TracedCrew crew = new TracedCrew(TRACER, 3)) {
            for (int i = 0; i < 30; i++) {
                crew.submit("count", done::incrementAndGet);
            }
        }
        assertThat(done).as("30 jobs were submitted before `close`.").hasValue(30);
    }

    @Test
    void theCrewGoesOnAfterJobsThatFailed() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        TracedCrew crew = new TracedCrew(TRACER, 2);
        for (int i = 0; i < 2; i++) {
            crew.submit("fail", () -> {
                throw new IllegalStateException("broken job");
            });
            crew.submit("fail", () -> {
                throw new AssertionError("broken job");
            });
        }
        crew.submit("last", last::countDown);
        assertThat(last.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .as(
                        "Two workers ran jobs that throw, exceptions and errors, which failed; a worker goes on with the next job.")
                .isTrue();
        crew.close();
    }

    @Test
    void asManyJobsRunAtOnceAsThereAreWorkers() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger met = new AtomicInteger();
        try (TracedCrew crew = new TracedCrew(TRACER, 2)) {
            for (int i = 0; i < 2; i++) {
                crew.submit("meet", () -> {
                    both.countDown();
                    try {
                        if (both.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                            met.incrementAndGet();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        assertThat(met)
                .as("Two workers: each of the two jobs waits for the other.")
                .hasValue(2);
    }

    @Test
    void submitNeverWaitsForAJob() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch submitted = new CountDownLatch(1);
        try (TracedCrew crew = new TracedCrew(TRACER, 1)) {
            crew.submit("hold", () -> awaitUninterruptibly(held));
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < MANY; i++) {
                    crew.submit("count", done::incrementAndGet);
                }
                submitted.countDown();
            });
            boolean all = submitted.await(PATIENCE_MILLIS * 3, TimeUnit.MILLISECONDS);
            held.countDown();
            assertThat(all)
                    .as("The only worker is busy, and %d jobs are submitted without waiting for it.", MANY)
                    .isTrue();
        }
        assertThat(done).as("%d jobs were submitted before `close`.", MANY).hasValue(MANY);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_MILLIS * 4, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aJobThatWasAcceptedDuringCloseRuns() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            TracedCrew crew = new TracedCrew(TRACER, 1);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            Thread submitter = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < MANY; i++) {
                        crew.submit("count", ran::incrementAndGet);
                        accepted.incrementAndGet();
                    }
                } catch (IllegalStateException e) {
                    // The crew is closed.
                }
            });
            while (accepted.get() == 0) {
                Thread.onSpinWait();
            }
            crew.close();
            submitter.join();
            assertThat(ran.get())
                    .as(
                            "Round %d: `submit` took %d jobs while `close` was called; each of them runs.",
                            round, accepted.get())
                    .isEqualTo(accepted.get());
        }
    }

    @Test
    void aClosedCrewRefusesJobs() {
        TracedCrew crew = new TracedCrew(TRACER, 1);
        crew.close();
        crew.close();
        assertThatThrownBy(() -> crew.submit("late", done::incrementAndGet))
                .as("The crew is closed.")
                .isInstanceOf(IllegalStateException.class);
        assertThat(done).as("The late job did not run.").hasValue(0);
    }
}

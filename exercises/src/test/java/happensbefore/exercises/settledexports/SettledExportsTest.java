package happensbefore.exercises.settledexports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import happensbefore.exercises.settledexports.SettledExports.Batch;
import happensbefore.exercises.settledexports.SettledExports.Cancelled;
import happensbefore.exercises.settledexports.SettledExports.Failed;
import happensbefore.exercises.settledexports.SettledExports.Sender;
import happensbefore.exercises.settledexports.SettledExports.Sent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettledExportsTest {
    private static final Tracer TRACER = OpenTelemetry.noop().getTracer("test");
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);

    /// After which a send that hangs gives up, so that a wrong answer fails and does not hang.
    private static final long GIVES_UP_MILLIS = 1_000;

    /// The same, once one has given up: then the answer is wrong already.
    private static final long GIVES_UP_SOON_MILLIS = 50;

    private static final AtomicBoolean SOMEONE_GAVE_UP = new AtomicBoolean();

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch twoRun = new CountDownLatch(2);
    private final AtomicInteger running = new AtomicInteger();

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
        never.countDown();
    }

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        long millis = SOMEONE_GAVE_UP.get() ? GIVES_UP_SOON_MILLIS : GIVES_UP_MILLIS;
        boolean open = latch.await(millis, TimeUnit.MILLISECONDS);
        if (!open) {
            SOMEONE_GAVE_UP.set(true);
        }
        return open;
    }

    private void hang() throws InterruptedException {
        running.incrementAndGet();
        twoRun.countDown();
        try {
            await(never);
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        } finally {
            running.decrementAndGet();
        }
    }

    @Test
    void theReportIsInTheOrderOfTheBatches() throws Exception {
        IOException refused = new IOException("refused");
        CountDownLatch othersEnded = new CountDownLatch(2);
        Sender sender = batch -> {
            switch (batch.name()) {
                case "last to end" -> await(othersEnded);
                case "refused" -> {
                    othersEnded.countDown();
                    throw refused;
                }
                default -> othersEnded.countDown();
            }
        };
        List<Batch> batches =
                List.of(new Batch("last to end", LONG), new Batch("refused", LONG), new Batch("first", LONG));
        assertThat(SettledExports.send(TRACER, batches, sender))
                .as("Results stand in the order of the batches, each with what became of that batch.")
                .containsExactly(new Sent("last to end"), new Failed("refused", refused), new Sent("first"));
    }

    @Test
    void aBatchWhosePatienceIsOverIsCancelled() throws Exception {
        Sender sender = batch -> {
            if (batch.name().equals("hangs")) {
                hang();
            }
        };
        assertThat(SettledExports.send(TRACER, List.of(new Batch("hangs", SHORT), new Batch("fast", LONG)), sender))
                .as("The patience of the first batch is over: it is cancelled, and that is no failure.")
                .containsExactly(new Cancelled("hangs"), new Sent("fast"));
        assertThat(interrupted.getCount())
                .as("A send whose patience is over is interrupted.")
                .isZero();
        assertThat(running).as("Every send has ended.").hasValue(0);
    }

    @Test
    void everyBatchHasAPatienceOfItsOwn() throws Exception {
        Sender sender = batch -> {
            if (batch.name().equals("short")) {
                hang();
            } else if (!await(interrupted)) {
                throw new IOException("nobody was cancelled");
            }
        };
        assertThat(SettledExports.send(TRACER, List.of(new Batch("long", LONG), new Batch("short", SHORT)), sender))
                .as("One batch is cancelled after its own patience; the other has a minute, and ends well.")
                .containsExactly(new Sent("long"), new Cancelled("short"));
    }

    @Test
    void noFailureTouchesAnotherBatch() throws Exception {
        CountDownLatch failing = new CountDownLatch(1);
        IOException refused = new IOException("refused");
        Sender sender = batch -> {
            if (batch.name().equals("refused")) {
                failing.countDown();
                throw refused;
            }
            await(failing);
        };
        assertThat(SettledExports.send(TRACER, List.of(new Batch("refused", LONG), new Batch("good", LONG)), sender))
                .as("A failure touches no other batch.")
                .containsExactly(new Failed("refused", refused), new Sent("good"));
    }

    @Test
    void allAreSentAtTheSameTime() throws Exception {
        CyclicBarrier allThree = new CyclicBarrier(3);
        AtomicInteger alone = new AtomicInteger();
        Sender sender = _ -> {
            try {
                allThree.await(SOMEONE_GAVE_UP.get() ? GIVES_UP_SOON_MILLIS : GIVES_UP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                alone.incrementAndGet();
                SOMEONE_GAVE_UP.set(true);
            }
        };
        SettledExports.send(TRACER, List.of(new Batch("a", LONG), new Batch("b", LONG), new Batch("c", LONG)), sender);
        assertThat(alone)
                .as("Each of the three waits for the other two: all are sent at the same time.")
                .hasValue(0);
    }

    @Test
    void anInterruptOfTheCallerComesOut() throws Exception {
        Thread caller = Thread.currentThread();
        Sender sender = batch -> {
            if (batch.name().equals("interrupts")) {
                await(twoRun);
                caller.interrupt();
            }
            hang();
        };
        List<Batch> batches = List.of(new Batch("a", LONG), new Batch("b", LONG), new Batch("interrupts", LONG));
        assertThat(catchThrowable(() -> SettledExports.send(TRACER, batches, sender)))
                .as("An interrupt of the caller comes out as an InterruptedException.")
                .isInstanceOf(InterruptedException.class);
        assertThat(running).as("Every send has ended.").hasValue(0);
    }

    @Test
    void nothingToSendIsNothing() throws Exception {
        assertThat(SettledExports.send(TRACER, List.of(), _ -> {}))
                .as("No batches, no results.")
                .isEmpty();
    }
}

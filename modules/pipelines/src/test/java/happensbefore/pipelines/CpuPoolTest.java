package happensbefore.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import happensbefore.testkit.Race;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stage on the dedicated pool.
@Timeout(60)
class CpuPoolTest {
    private final CpuPool pool = new CpuPool("cpu", 2);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @EnumSource
    void twoPipelinesShareThePoolAndNeverComputeMoreThanItsThreads(Order order) throws Exception {
        AtomicInteger computing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Pipeline<Integer, Integer> pipeline = Pipeline.of(Stage.<Integer, Integer>of("compute", item -> {
                    most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                    threads.add(Thread.currentThread());
                    Thread.yield();
                    computing.decrementAndGet();
                    return item;
                })
                .by(Workers.on(pool, 4))
                .inOrder(order));
        try (PipelineRun one = pipeline.start(Source.of(PipelineTest.numbers(500)), item -> {});
                PipelineRun other = pipeline.start(Source.of(PipelineTest.numbers(500)), item -> {})) {
            assertThat(one.await().account().out()).isEqualTo(500);
            assertThat(other.await().account().out()).isEqualTo(500);
        }
        assertThat(most.get()).isBetween(1, 2);
        assertThat(threads).allMatch(thread -> thread.getName().startsWith("cpu-") && !thread.isVirtual());
        assertThat(threads).hasSizeBetween(1, 2);
    }

    @Test
    void aFailureOnThePoolNamesStageAndItem() {
        assertThatExceptionOfType(StageFailedException.class)
                .isThrownBy(() -> Pipeline.of(Stage.<Integer, Integer>of("compute", item -> {
                                    if (item == 20) {
                                        throw new IOException("broken");
                                    }
                                    return item;
                                })
                                .by(Workers.on(pool)))
                        .run(Source.of(PipelineTest.numbers(100)), item -> {}))
                .satisfies(thrown -> {
                    assertThat(thrown.failure().stage()).isEqualTo("compute");
                    assertThat(thrown.failure().number()).isEqualTo(20);
                    assertThat(thrown.failure().item()).isEqualTo(20);
                    assertThat(thrown.report().account().failed()).isEqualTo(1);
                    assertThat(thrown.report().account().inFlight()).isZero();
                });
    }

    @Test
    void aCancelEndsWhatRunsOnThePoolAndWhatWaitsForIt() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("compute", item -> {
                            begun.incrementAndGet();
                            running.incrementAndGet();
                            try {
                                never.await();
                            } finally {
                                running.decrementAndGet();
                            }
                            return item;
                        })
                        .by(Workers.on(pool, 4)))
                .start(Source.of(PipelineTest.numbers(10)), item -> {});
        Awaitility.await().until(() -> running.get() == 2);
        run.close();
        assertThat(running).as("nothing of the run is left on the pool").hasValue(0);
        assertThat(begun).as("the two that waited for the pool never began").hasValue(2);
        assertThat(run.await().account().inFlight()).isZero();

        AtomicBoolean interrupted = new AtomicBoolean();
        Pipeline.of(Stage.<Integer, Integer>of("next", item -> {
                            interrupted.compareAndSet(
                                    false, Thread.currentThread().isInterrupted());
                            return item;
                        })
                        .by(Workers.on(pool)))
                .run(Source.of(PipelineTest.numbers(10)), item -> {});
        assertThat(interrupted)
                .as("the interrupt stays with the work it was meant for")
                .isFalse();
    }

    @Test
    void aWithdrawalAfterTheEndInterruptsNobody() throws Exception {
        PoolCall<Integer> call = new PoolCall<>(() -> 42);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch withdrawn = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread lent = Thread.ofPlatform().start(() -> {
            call.run();
            ended.countDown();
            try {
                withdrawn.await(); // the next work
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        ended.await();
        call.withdraw();
        withdrawn.countDown();
        lent.join();
        assertThat(interrupted).isFalse();
    }

    @Test
    void theResultOrTheFailureComesBack() throws Exception {
        assertThat(pool.<Integer>call(() -> 42)).isEqualTo(42);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pool.call(() -> {
                    throw new IOException("broken");
                }))
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void anErrorComesBackAndCostsThePoolNoCaller() {
        AssertionError planned = new AssertionError("planned");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pool.call(() -> {
                    throw planned;
                }))
                .withCause(planned);
    }

    @Test
    void asManyWorkersAsThePoolHasThreads() {
        assertThat(Workers.on(pool).count()).isEqualTo(2);
        try (CpuPool all = CpuPool.ofAllProcessors("all")) {
            assertThat(all.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    @Test
    void whatIsWithdrawnLeavesTheLine() throws Exception {
        CountDownLatch busy = new CountDownLatch(2);
        CountDownLatch free = new CountDownLatch(1);
        try (Race race = Race.within(Duration.ofSeconds(50))) {
            for (int i = 0; i < 2; i++) {
                race.thread(
                        "busy " + i,
                        () -> pool.call(() -> {
                            busy.countDown();
                            free.await();
                            return 0;
                        }));
            }
            race.thread("withdraws", () -> {
                busy.await();
                WeakReference<Object> withdrawn = withdrawn(new Object());
                Awaitility.await().until(() -> {
                    System.gc();
                    return withdrawn.refersTo(null);
                });
                free.countDown();
            });
            race.run();
        }
    }

    private WeakReference<Object> withdrawn(Object item) {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> pool.call(() -> item));
        return new WeakReference<>(item);
    }

    /// The work goes on until whoever closes waits for it again, after the interrupt.
    @Test
    void aCloseWaitsForTheWorkAndKeepsAnInterrupt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> closing = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        try (Race race = Race.within(Duration.ofSeconds(50))) {
            race.thread(
                    "works",
                    () -> pool.call(() -> {
                        begun.countDown();
                        Thread closer = closing.get();
                        while (closer == null || isAboutToWait(closer)) {
                            Thread.onSpinWait();
                            closer = closing.get();
                        }
                        interrupted.set(Thread.currentThread().isInterrupted());
                        done.set(true);
                        return 0;
                    }));
            race.thread("closes", () -> {
                begun.await();
                closing.set(Thread.currentThread());
                Thread.currentThread().interrupt();
                pool.close();
                assertThat(Thread.interrupted()).isTrue();
                assertThat(done).isTrue();
            });
            race.run();
        }
        assertThat(interrupted).as("a close stops nobody").isFalse();
    }

    private static boolean isAboutToWait(Thread thread) {
        return thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive();
    }

    @Test
    void aClosedPoolFailsTheRunInsteadOfHangingIt() {
        pool.close();
        assertThatExceptionOfType(StageFailedException.class)
                .isThrownBy(() -> Pipeline.of(Stage.<Integer, Integer>of("compute", item -> item)
                                .by(Workers.on(pool)))
                        .run(Source.of(PipelineTest.numbers(10)), item -> {}))
                .withCauseInstanceOf(RejectedExecutionException.class)
                .satisfies(thrown ->
                        assertThat(thrown.report().account().inFlight()).isZero());
    }
}

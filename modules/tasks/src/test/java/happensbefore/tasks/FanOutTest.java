package happensbefore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.testkit.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Queue<Thread> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger interrupted = new AtomicInteger();

    /// Says that it runs, and waits until it is interrupted.
    private int blocked(CountDownLatch running) throws InterruptedException {
        seen.add(Thread.currentThread());
        running.countDown();
        try {
            never.await();
            return 0;
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    @Test
    void resultsAreInTheOrderOfTheTasksWhicheverEndsFirst() throws Exception {
        CountDownLatch secondEnded = new CountDownLatch(1);
        List<String> results = FanOut.all(List.of(
                () -> {
                    secondEnded.await();
                    return "first";
                },
                () -> {
                    secondEnded.countDown();
                    return "second";
                }));
        assertThat(results).containsExactly("first", "second");
    }

    @Test
    void noTasksGiveNoResults() throws Exception {
        assertThat(FanOut.<Integer>all(List.of())).isEmpty();
    }

    @Test
    void aTaskMayReturnNull() throws Exception {
        List<Callable<@Nullable String>> tasks = List.of(() -> null, () -> "b");
        assertThat(FanOut.all(tasks)).isEqualTo(Arrays.asList(null, "b"));
    }

    @Test
    void allTasksRunAtTheSameTime() throws Exception {
        int tasks = 100;
        CyclicBarrier together = new CyclicBarrier(tasks);
        Callable<Integer> task = together::await;
        List<Callable<Integer>> all =
                IntStream.range(0, tasks).mapToObj(_ -> task).toList();
        assertThat(FanOut.all(all)).hasSize(tasks).doesNotHaveDuplicates();
    }

    @Test
    void aFailureIsSeenAlthoughASlowerTaskStandsBeforeIt() {
        CountDownLatch running = new CountDownLatch(1);
        assertThatThrownBy(() -> FanOut.all(List.of(() -> blocked(running), () -> {
                    running.await();
                    throw new IOException("early");
                })))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("early");
        assertThat(interrupted).hasValue(1);
        assertThat(seen).hasSize(1).noneMatch(Thread::isAlive);
    }

    @Test
    void aTaskThatIgnoresInterruptsIsWaitedFor() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger steps = new AtomicInteger();
        assertThatThrownBy(() -> FanOut.all(List.of(
                        () -> {
                            failed.await();
                            throw new IOException("early");
                        },
                        () -> {
                            failed.countDown();
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            seen.add(Thread.currentThread());
                            return steps.incrementAndGet();
                        })))
                .isInstanceOf(ExecutionException.class);
        assertThat(steps).hasValue(1);
        assertThat(seen).hasSize(1).noneMatch(Thread::isAlive);
    }

    @Test
    void aFailureAfterTheFirstIsKeptWithIt() {
        CountDownLatch running = new CountDownLatch(1);
        assertThatThrownBy(() -> FanOut.all(List.of(
                        () -> {
                            try {
                                return blocked(running);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException("could not clean up", e);
                            }
                        },
                        () -> {
                            running.await();
                            throw new IOException("first");
                        })))
                .cause()
                .hasMessage("first")
                .hasSuppressedException(new IllegalStateException("could not clean up"));
    }

    @Test
    void nothingBeginsAfterAFailure() {
        AtomicReference<@Nullable Thread> first = new AtomicReference<>();
        AtomicInteger begun = new AtomicInteger();
        ThreadFactory oneAfterTheOther = task -> {
            joinUnlessNull(first.get());
            Thread thread = Thread.ofVirtual().unstarted(task);
            first.compareAndSet(null, thread);
            return thread;
        };
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(() -> {
                begun.incrementAndGet();
                throw new IOException("at once");
            });
        }
        assertThatThrownBy(() -> FanOut.all(tasks, oneAfterTheOther)).isInstanceOf(ExecutionException.class);
        assertThat(begun).hasValue(1);
    }

    private static void joinUnlessNull(@Nullable Thread thread) {
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void anInterruptOfTheCallerEndsTheTasksFirst() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        Thread[] caller = new Thread[1];
        try (Race race = Race.within(BOUND)) {
            race.thread("caller", () -> {
                caller[0] = Thread.currentThread();
                assertThatThrownBy(() -> FanOut.all(List.of(() -> blocked(running), () -> blocked(running))))
                        .isInstanceOf(InterruptedException.class);
                assertThat(interrupted).hasValue(2);
                assertThat(seen).hasSize(2).noneMatch(Thread::isAlive);
            });
            race.thread("interrupter", () -> {
                running.await();
                caller[0].interrupt();
            });
            race.run();
        }
    }

    @Test
    void anInterruptWhileTheTasksEndIsKept() throws Exception {
        CountDownLatch stubborn = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread[] caller = new Thread[1];
        try (Race race = Race.within(BOUND)) {
            race.thread("caller", () -> {
                caller[0] = Thread.currentThread();
                assertThatThrownBy(() -> FanOut.all(List.of(() -> stubborn(stubborn, release), () -> {
                            stubborn.await();
                            throw new IOException("early");
                        })))
                        .isInstanceOf(ExecutionException.class);
                assertThat(Thread.interrupted()).isTrue();
            });
            race.thread("interrupter", () -> {
                stubborn.await();
                await().until(() -> caller[0].getState() == Thread.State.WAITING);
                caller[0].interrupt();
                release.countDown();
            });
            race.run();
        }
    }

    private static int stubborn(CountDownLatch running, CountDownLatch release) {
        running.countDown();
        while (true) {
            try {
                release.await();
                return 0;
            } catch (InterruptedException e) {
                Thread.onSpinWait(); // goes on: that is what it is here for
            }
        }
    }

    @Test
    @SuppressWarnings("NullAway") // refusing null is what is tested
    void aNullTaskIsRefusedBeforeAnyBegins() {
        AtomicInteger begun = new AtomicInteger();
        assertThatNullPointerException()
                .isThrownBy(() -> FanOut.all(Arrays.<Callable<Integer>>asList(begun::incrementAndGet, null)));
        assertThat(begun).hasValue(0);
    }
}

package happensbefore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BoundedFanOutTest {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Queue<Thread> seen = new ConcurrentLinkedQueue<>();

    private int counted(int result) {
        begun.incrementAndGet();
        peak.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        Thread.yield();
        inFlight.decrementAndGet();
        return result;
    }

    private int blocked(CountDownLatch running) throws InterruptedException {
        begun.incrementAndGet();
        seen.add(Thread.currentThread());
        running.countDown();
        never.await();
        return 0;
    }

    @Test
    void noMoreThanTheLimitAreInFlightAndEveryResultArrives() throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> tasks.add(() -> counted(i)));
        List<Integer> results = new BoundedFanOut(7).all(tasks);
        assertThat(results)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).boxed().toList());
        assertThat(peak.get()).isBetween(1, 7);
    }

    @Test
    void asManyRunAtOnceAsTheLimitAllows() throws Exception {
        CyclicBarrier four = new CyclicBarrier(4);
        Callable<Integer> meeting = four::await;
        List<Callable<Integer>> tasks =
                IntStream.range(0, 12).mapToObj(_ -> meeting).toList();
        assertThat(new BoundedFanOut(4).all(tasks)).hasSize(12);
    }

    @Test
    void aResultComesWhenItIsThereAndNotAfterASlowerOneBeforeIt() throws Exception {
        CountDownLatch secondArrived = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        List<Callable<String>> tasks = List.of(
                () -> {
                    secondArrived.await();
                    return "first";
                },
                () -> "second");
        new BoundedFanOut(2).forEach(tasks, result -> {
            order.add(result);
            secondArrived.countDown();
        });
        assertThat(order).containsExactly("second", "first");
    }

    @Test
    void aFailureCancelsWhatRunsAndStartsNothingNew() {
        CountDownLatch running = new CountDownLatch(1);
        List<Callable<Integer>> tasks = new ArrayList<>(List.of(() -> blocked(running), () -> {
            begun.incrementAndGet();
            running.await();
            throw new IOException("early");
        }));
        IntStream.range(0, 100).forEach(_ -> tasks.add(begun::incrementAndGet));
        assertThatThrownBy(() -> new BoundedFanOut(2).all(tasks))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("early");
        assertThat(begun).hasValue(2);
        assertThat(seen).hasSize(1).noneMatch(Thread::isAlive);
    }

    @Test
    void aFailureStopsTheTasksWhileTheCallerIsBusyWithAResult() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        List<Callable<Integer>> tasks = List.of(
                () -> 1,
                () -> {
                    fail.await();
                    running.await();
                    throw new IOException("early");
                },
                () -> {
                    try {
                        return blocked(running);
                    } finally {
                        interrupted.countDown();
                    }
                });
        assertThatThrownBy(() -> new BoundedFanOut(3).forEach(tasks, _ -> {
                    fail.countDown();
                    awaitQuietly(interrupted); // the caller is here, and the third task is interrupted all the same
                }))
                .hasRootCauseMessage("early");
        assertThat(seen).hasSize(1).noneMatch(Thread::isAlive);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSourceIsNotReadAfterAFailure() {
        AtomicInteger read = new AtomicInteger();
        CountDownLatch failing = new CountDownLatch(1);
        CountDownLatch secondBegan = new CountDownLatch(1);
        Thread[] failed = {Thread.currentThread()};
        List<Callable<Integer>> firstTwo = List.of(() -> 1, () -> {
            failed[0] = Thread.currentThread();
            secondBegan.countDown();
            failing.await();
            throw new IOException("early");
        });
        Iterable<Callable<Integer>> endless = () -> IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> {
                    read.incrementAndGet();
                    return i < 2 ? firstTwo.get(i) : firstTwo.getFirst();
                })
                .iterator();
        assertThatThrownBy(() -> new BoundedFanOut(2).forEach(endless, _ -> {
                    awaitQuietly(secondBegan);
                    failing.countDown();
                    joinQuietly(failed[0]);
                }))
                .hasRootCauseMessage("early");
        assertThat(read.get()).isLessThanOrEqualTo(3);
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSourceIsReadNoFurtherThanThereArePlaces() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Iterable<Callable<Integer>> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Callable<Integer> next() {
                int number = read.incrementAndGet();
                return () -> number;
            }
        };
        AtomicInteger results = new AtomicInteger();
        assertThatThrownBy(() -> new BoundedFanOut(3).forEach(endless, _ -> {
                    if (results.incrementAndGet() == 10) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .hasMessage("enough");
        assertThat(read.get()).isBetween(10, 12);
    }

    @Test
    void anInterruptOfTheCallerEndsTheTasks() {
        CountDownLatch running = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        List<Callable<Integer>> tasks = List.of(
                () -> {
                    caller.interrupt();
                    return blocked(running);
                },
                begun::incrementAndGet);
        assertThatThrownBy(() -> new BoundedFanOut(1).all(tasks)).isInstanceOf(InterruptedException.class);
        assertThat(seen).hasSize(1).noneMatch(Thread::isAlive);
        assertThat(begun).hasValue(1);
    }

    @Test
    void noTasksAreNoResultsAndALimitOfZeroIsRefused() throws Exception {
        assertThat(new BoundedFanOut(1).<Integer>all(List.of())).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new BoundedFanOut(0));
    }

    /// What the JDK's gatherer does instead; the chapter compares them.
    @Test
    void mapConcurrentKeepsTheOrderAndSoHidesAnEarlyFailureBehindASlowTask() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        assertThatThrownBy(() -> Stream.of(1, 2)
                        .gather(Gatherers.mapConcurrent(2, number -> {
                            if (number == 2) {
                                failed.countDown();
                                throw new IllegalStateException("early");
                            }
                            awaitQuietly(failed);
                            Thread.yield();
                            return ended.incrementAndGet(); // was not interrupted, and is waited for
                        }))
                        .toList())
                .hasMessageContaining("early");
        assertThat(ended).hasValue(1);
    }
}

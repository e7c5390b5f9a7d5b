package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.testkit.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whoever waits for tasks, and whoever cancels them. A suite for ours and for the JDK's.
abstract class WaitingContract extends ExecutorContract {
    @Test
    void aTaskThatWasCancelledInTimeNeverRuns() throws Exception {
        List<Future<?>> busy = occupyAll();
        AtomicInteger runs = new AtomicInteger();
        Future<?> waiting = pool().submit(runs::incrementAndGet);
        assertThat(waiting.cancel(true)).isTrue();
        assertThat(waiting.isCancelled()).isTrue();
        assertThat(waiting.isDone()).isTrue();
        assertThat(waiting.state()).isEqualTo(Future.State.CANCELLED);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(waiting::get);
        gate.countDown();
        for (Future<?> one : busy) {
            got(one);
        }
        assertAllWorkersStillWork();
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancellingInterruptsATaskThatRuns() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> future = pool().submit(() -> {
            runs.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        await(runs);
        assertThat(future.cancel(true)).isTrue();
        await(interrupted);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> got(future));
    }

    @Test
    void cancellingWithoutInterruptLetsItRun() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CompletableFuture<Boolean> sawInterrupt = new CompletableFuture<>();
        Future<?> future = pool().submit(() -> {
            runs.countDown();
            await(gate);
            sawInterrupt.complete(Thread.currentThread().isInterrupted());
        });
        await(runs);
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isDone()).isTrue();
        gate.countDown();
        assertThat(got(sawInterrupt)).isFalse();
    }

    @Test
    void whatHasEndedCannotBeCancelled() throws Exception {
        Future<Integer> future = pool().submit(() -> 1);
        got(future);
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.resultNow()).isEqualTo(1);
    }

    @Test
    void theInterruptOfACancelledTaskReachesNoOther() throws Exception {
        for (int round = 0; round < 300; round++) {
            CountDownLatch runs = new CountDownLatch(1);
            Future<?> cancelled = pool().submit(() -> {
                runs.countDown();
                Thread.onSpinWait();
            });
            await(runs);
            cancelled.cancel(true);
            List<Future<Boolean>> next = IntStream.range(0, PARALLELISM)
                    .mapToObj(_ -> pool().submit(() -> Thread.currentThread().isInterrupted()))
                    .toList();
            for (Future<Boolean> one : next) {
                assertThat(got(one)).isFalse();
            }
        }
    }

    @Test
    void anInterruptThatATaskLeavesBehindReachesNoOther() throws Exception {
        for (int i = 0; i < 2 * PARALLELISM; i++) {
            pool().execute(() -> Thread.currentThread().interrupt());
        }
        for (int i = 0; i < 50; i++) {
            assertThat(got(pool().submit(() -> Thread.currentThread().isInterrupted())))
                    .isFalse();
        }
    }

    @Test
    void aGetWaitsNoLongerThanItsTime() throws Exception {
        Future<Integer> future = pool().submit(() -> {
            await(gate);
            return 7;
        });
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS));
        assertThat(future.isDone()).isFalse();
        gate.countDown();
        assertThat(got(future)).isEqualTo(7);
    }

    @Test
    void anInterruptEndsAGet() {
        Future<?> future = pool().submit(() -> await(gate));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(future::get);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void manyCanWaitForOneTask() throws Exception {
        Future<Integer> future = pool().submit(() -> {
            await(gate);
            return 7;
        });
        AtomicInteger told = new AtomicInteger();
        try (Race race = Race.within(Duration.ofSeconds(PATIENCE_SECONDS))) {
            for (int i = 0; i < 4; i++) {
                race.thread("waiter " + i, () -> told.addAndGet(got(future)));
            }
            race.thread("opener", gate::countDown);
            race.run();
        }
        assertThat(told).hasValue(28);
    }

    @Test
    void invokeAllHasAllResultsInOrderFailuresToo() throws Exception {
        List<Future<Integer>> all = pool().invokeAll(List.of(() -> 1, () -> fail("second"), () -> 3));
        assertThat(all).allSatisfy(one -> assertThat(one.isDone()).isTrue());
        assertThat(all.getFirst().resultNow()).isEqualTo(1);
        assertThat(all.get(1).exceptionNow()).hasMessageContaining("second");
        assertThat(all.getLast().resultNow()).isEqualTo(3);
    }

    private static int fail(String message) throws IOException {
        throw new IOException(message);
    }

    @Test
    void invokeAllCancelsWhatIsLate() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> {
            gate.await();
            return 2;
        });
        List<Future<Integer>> all = pool().invokeAll(tasks, 200, TimeUnit.MILLISECONDS);
        assertThat(all).allSatisfy(one -> assertThat(one.isDone()).isTrue());
        assertThat(all.getLast().isCancelled()).isTrue();
    }

    @Test
    void anInterruptEndsInvokeAllAndCancels() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Callable<Integer> task = () -> {
            caller.interrupt();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return 1;
        };
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> pool().invokeAll(List.of(task)));
        await(interrupted);
    }

    @Test
    void invokeAnyHasTheFirstSuccessAndInterruptsTheRest() throws Exception {
        CountDownLatch slowRuns = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Callable<String> slow = () -> {
            slowRuns.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "slow";
        };
        Callable<String> failing = () -> {
            throw new IOException("failed");
        };
        String first = pool().invokeAny(List.of(slow, failing, () -> {
            await(slowRuns);
            return "first";
        }));
        assertThat(first).isEqualTo("first");
        await(interrupted);
    }

    @Test
    void invokeAnyFailsWhenAllFailAndRefusesNone() {
        Callable<String> failing = () -> {
            throw new IOException("failed");
        };
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pool().invokeAny(Collections.nCopies(5, failing)))
                .withCauseInstanceOf(IOException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> pool().invokeAny(List.<Callable<String>>of()));
    }

    @Test
    void invokeAnyWaitsNoLongerThanItsTime() {
        Callable<String> slow = () -> {
            gate.await();
            return "slow";
        };
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> pool().invokeAny(List.of(slow, slow), 20, TimeUnit.MILLISECONDS));
    }
}

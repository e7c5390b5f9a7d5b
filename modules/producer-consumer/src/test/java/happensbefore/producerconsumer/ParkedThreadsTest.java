package happensbefore.producerconsumer;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.ParkedThreads.Waiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Who is woken by a signal, and what becomes of a signal to one that leaves.
class ParkedThreadsTest {
    private final ParkedThreads parked = new ParkedThreads();

    @Test
    void aSignalChoosesTheOneThatHasWaitedLongest() {
        Waiter first = parked.enter();
        Waiter second = parked.enter();
        parked.signal();
        assertThat(first.chosen()).isTrue();
        assertThat(second.chosen()).isFalse();
        parked.signal();
        assertThat(second.chosen()).isTrue();
        parked.signal(); // nobody waits: forgotten
        assertThat(parked.enter().chosen()).isFalse();
    }

    @Test
    void aSignalToAllChoosesAll() {
        Waiter first = parked.enter();
        Waiter second = parked.enter();
        parked.signalAll();
        assertThat(first.chosen()).isTrue();
        assertThat(second.chosen()).isTrue();
    }

    @Test
    void whoLeavesAfterItWasChosenPassesTheSignalOn() {
        Waiter first = parked.enter();
        Waiter second = parked.enter();
        parked.signal();
        parked.leave(first, false);
        assertThat(second.chosen()).isTrue();
    }

    @Test
    void whoWillLookKeepsTheSignal() {
        Waiter first = parked.enter();
        Waiter second = parked.enter();
        parked.signal();
        parked.leave(first, true);
        assertThat(second.chosen()).isFalse();
    }

    @Test
    void whoLeavesBeforeItWasChosenTakesNoSignalWithIt() {
        Waiter first = parked.enter();
        Waiter second = parked.enter();
        parked.leave(first, false);
        assertThat(second.chosen()).isFalse();
        parked.signal();
        assertThat(second.chosen()).isTrue();
    }

    @Test
    void aWaitEndsAtItsDeadline() throws InterruptedException {
        assertThat(parked.await(() -> false, System.nanoTime() - 1)).isFalse();
        assertThat(parked.await(() -> false, System.nanoTime() + 1_000)).isFalse();
        assertThat(parked.await(() -> true, System.nanoTime() - 1)).isTrue();
    }

    @Test
    void whoWaitsLooksAfterItCanBeChosen() throws InterruptedException {
        AtomicInteger waiting = new AtomicInteger();
        assertThat(parked.await(
                        () -> {
                            waiting.set(parked.waiting());
                            return true;
                        },
                        Long.MAX_VALUE))
                .isTrue();
        assertThat(waiting).hasValue(1);
        assertThat(parked.waiting()).isZero();
    }

    @Test
    void aSleeperIsWokenAndLooksAgain() throws Exception {
        AtomicBoolean ready = new AtomicBoolean();
        CompletableFuture<Boolean> woken = new CompletableFuture<>();
        Thread sleeper = Thread.ofVirtual().start(() -> {
            try {
                woken.complete(parked.await(ready::get, Long.MAX_VALUE));
            } catch (InterruptedException e) {
                woken.completeExceptionally(e);
            }
        });
        Awaitility.await().until(() -> sleeper.getState() == Thread.State.WAITING);
        ready.set(true);
        parked.signal();
        assertThat(woken.get(60, TimeUnit.SECONDS)).isTrue();
    }
}

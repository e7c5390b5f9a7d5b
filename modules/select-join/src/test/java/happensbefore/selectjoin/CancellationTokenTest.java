package happensbefore.selectjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.selectjoin.CancellationToken.Registration;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationTokenTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final CancellationToken token = new CancellationToken();
    private final AtomicInteger runs = new AtomicInteger();
    private final Queue<Thread> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);

    @AfterEach
    void noScopeIsLeft() throws IOException {
        assertThat(ScopeThreads.open(RaceScope.NAME)).isZero();
        assertThat(seen).noneMatch(Thread::isAlive);
    }

    @Test
    void cancellingIsSaidOnceAndStays() {
        assertThat(token.isCancelled()).isFalse();
        token.throwIfCancelled();
        assertThat(token.cancel()).isTrue();
        assertThat(token.cancel()).isFalse();
        assertThat(token.isCancelled()).isTrue();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(token::throwIfCancelled);
    }

    @Test
    void aCallbackRunsOnceInTheOrderOfRegistration() {
        List<String> order = new ArrayList<>();
        token.onCancel(() -> order.add("first"));
        token.onCancel(() -> order.add("second"));
        token.cancel();
        token.cancel();
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void aCallbackOfACancelledTokenRunsHereAndNow() {
        token.cancel();
        List<Thread> ran = new ArrayList<>();
        try (Registration _ = token.onCancel(() -> ran.add(Thread.currentThread()))) {
            assertThat(ran).containsExactly(Thread.currentThread());
        }
        token.cancel();
        assertThat(ran).hasSize(1);
    }

    @Test
    void aCallbackThatWasClosedNeverRuns() {
        Registration registration = token.onCancel(runs::incrementAndGet);
        registration.close();
        registration.close();
        token.cancel();
        assertThat(runs).hasValue(0);
    }

    @Test
    void everyCallbackRunsAlthoughOneThrows() {
        token.onCancel(() -> {
            throw new IllegalStateException("one");
        });
        token.onCancel(runs::incrementAndGet);
        token.onCancel(() -> {
            throw new IllegalStateException("three");
        });
        assertThatThrownBy(token::cancel).hasMessage("one").hasSuppressedException(new IllegalStateException("three"));
        assertThat(runs).hasValue(1);
        assertThat(token.isCancelled()).isTrue();
    }

    @Test
    void closeWaitsForACallbackThatRunsElsewhere() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Registration registration = token.onCancel(() -> {
            running.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            runs.incrementAndGet();
        });
        Thread[] closer = new Thread[1];
        try (var race = happensbefore.testkit.Race.within(BOUND)) {
            race.thread("canceller", token::cancel);
            race.thread("closer", () -> {
                closer[0] = Thread.currentThread();
                running.await();
                registration.close();
                assertThat(runs).hasValue(1);
                assertThat(Thread.interrupted()).isTrue();
            });
            race.thread("releaser", () -> {
                running.await();
                await().until(() -> closer[0] != null && closer[0].getState() == Thread.State.WAITING);
                closer[0].interrupt();
                release.countDown();
            });
            race.run();
        }
    }

    @Test
    void aCallbackMayCloseItself() {
        Registration[] registration = new Registration[1];
        registration[0] = token.onCancel(() -> {
            registration[0].close();
            runs.incrementAndGet();
        });
        token.cancel();
        assertThat(runs).hasValue(1);
    }

    @Test
    void aChildIsCancelledWithItsParentAndNotTheOtherWayRound() {
        CancellationToken child = token.child();
        CancellationToken sibling = token.child();
        child.onCancel(runs::incrementAndGet);
        assertThat(child.cancel()).isTrue();
        assertThat(token.isCancelled()).isFalse();
        assertThat(sibling.isCancelled()).isFalse();
        token.cancel();
        assertThat(sibling.isCancelled()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void cancellingReachesGrandchildren() {
        CancellationToken grandchild = token.child().child();
        grandchild.onCancel(runs::incrementAndGet);
        token.cancel();
        assertThat(grandchild.isCancelled()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void aChildOfACancelledTokenIsCancelledAtOnce() {
        token.cancel();
        CancellationToken child = token.child();
        assertThat(child.isCancelled()).isTrue();
        child.onCancel(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aChildsCallbackComesBackAfterTheLastOneWasClosed() {
        CancellationToken child = token.child();
        child.onCancel(runs::incrementAndGet).close();
        child.onCancel(runs::incrementAndGet);
        token.cancel();
        assertThat(runs).hasValue(1);
    }

    @Test
    void aMillionChildrenLeaveNothing() {
        List<WeakReference<CancellationToken>> some = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            CancellationToken child = token.child().child();
            if (i % 2 == 0) {
                child.onCancel(runs::incrementAndGet).close();
            }
            if (i % 10_000 == 0) {
                some.add(new WeakReference<>(child));
            }
        }
        assertThat(token.registered()).isZero();
        await().until(() -> {
            System.gc();
            return some.stream().allMatch(reference -> reference.refersTo(null));
        });
        token.cancel();
        assertThat(runs).hasValue(0);
    }

    @Test
    void aChildWithACallbackIsKeptUntilThatIsOverForGood() {
        CancellationToken child = token.child();
        Registration registration = child.onCancel(runs::incrementAndGet);
        assertThat(token.registered()).isEqualTo(1);
        Registration other = child.onCancel(runs::incrementAndGet);
        registration.close();
        assertThat(token.registered()).isEqualTo(1);
        other.close();
        assertThat(token.registered()).isZero();
        child.onCancel(runs::incrementAndGet);
        child.cancel();
        assertThat(token.registered()).isZero();
    }

    @Test
    void workThatIsNotCancelledHasItsResultOrItsFailure() throws Exception {
        assertThat(token.<String>call(() -> "a")).isEqualTo("a");
        assertThat(token.<@Nullable String>call(() -> null)).isNull();
        assertThatThrownBy(() -> token.call(() -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("refused");
        assertThat(token.registered()).isZero();
    }

    @Test
    void workOfACancelledTokenNeverBegins() {
        token.cancel();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> token.call(runs::incrementAndGet));
        assertThat(runs).hasValue(0);
    }

    private void assertCancelled(happensbefore.testkit.Crew.Work work) throws Exception {
        CancellationToken child = token.child();
        try (var race = happensbefore.testkit.Race.within(BOUND)) {
            race.thread("caller", () -> {
                assertThatExceptionOfType(CancellationException.class)
                        .isThrownBy(() -> child.call(() -> {
                            seen.add(Thread.currentThread());
                            running.countDown();
                            work.run();
                            return "";
                        }));
                assertThat(seen).noneMatch(Thread::isAlive);
                assertThat(Thread.interrupted()).isFalse();
            });
            race.thread("canceller", () -> {
                running.await();
                token.cancel();
            });
            race.run();
        }
        assertThat(token.registered()).isZero();
    }

    @Test
    void blockedWorkIsReached() throws Exception {
        assertCancelled(never::await);
    }

    @Test
    void sleepingWorkIsReached() throws Exception {
        assertCancelled(() -> Thread.sleep(Duration.ofHours(2)));
    }

    @Test
    void workThatComputesAndAsksItsTokenIsReached() throws Exception {
        assertCancelled(() -> {
            while (true) {
                token.throwIfCancelled();
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void workThatComputesAndLooksAtItsInterruptIsReached() throws Exception {
        assertCancelled(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void whoeverWaitsForTheTokenIsToldAndMayBeInterrupted() throws Exception {
        try (var race = happensbefore.testkit.Race.within(BOUND)) {
            Thread[] waiting = new Thread[1];
            CancellationToken other = new CancellationToken();
            race.thread("told", token::awaitCancelled);
            race.thread("interrupted", () -> {
                waiting[0] = Thread.currentThread();
                assertThatThrownBy(other::awaitCancelled).isInstanceOf(InterruptedException.class);
                assertThat(other.registered()).isZero();
            });
            race.thread("both", () -> {
                await().until(() -> token.registered() == 1 && other.registered() == 1);
                waiting[0].interrupt();
                token.cancel();
            });
            race.run();
        }
    }
}

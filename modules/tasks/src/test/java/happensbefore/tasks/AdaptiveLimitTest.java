package happensbefore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.tasks.AdaptiveLimit.Permit;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveLimitTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration SLOW = Duration.ofMillis(50);

    private final VirtualTime time = new VirtualTime();

    private AdaptiveLimit limitOf(int initial) {
        return new AdaptiveLimit(new Aimd(initial, 100, SLOW, 0.5), time::nanos);
    }

    private void window(AdaptiveLimit limit, int calls, Duration latency) throws InterruptedException {
        for (int i = 0; i < calls; i++) {
            try (Permit permit = limit.acquire()) {
                time.pass(latency);
                permit.succeeded();
            }
        }
    }

    @Test
    void permitsRunOutAndComeBack() throws InterruptedException {
        AdaptiveLimit limit = limitOf(2);
        Permit first = limit.acquire();
        Permit second = limit.acquire();
        assertThat(limit.tryAcquire()).isEmpty();
        first.close();
        first.close();
        assertThat(limit.snapshot().inFlight()).isEqualTo(1);
        Permit third = limit.tryAcquire().orElseThrow();
        assertThat(limit.tryAcquire()).isEmpty();
        third.close();
        second.close();
        assertThat(limit.snapshot()).isEqualTo(new AdaptiveLimit.Snapshot(2, 0, 0, 3, 2, 0));
    }

    @Test
    void goodWindowsRaiseTheLimitSlowOnesLowerItAndItRecovers() throws InterruptedException {
        AdaptiveLimit limit = limitOf(1);
        window(limit, 10, Duration.ofMillis(10));
        assertThat(limit.snapshot().limit()).isEqualTo(2);
        window(limit, 10, Duration.ofMillis(90));
        assertThat(limit.snapshot().limit()).isEqualTo(1);
        window(limit, 10, Duration.ofMillis(10));
        assertThat(limit.snapshot().limit()).isEqualTo(2);
    }

    @Test
    void anIdleLimitDoesNotGrow() throws InterruptedException {
        AdaptiveLimit limit = limitOf(10);
        window(limit, 200, Duration.ofMillis(10));
        assertThat(limit.snapshot().limit()).isEqualTo(10);
    }

    @Test
    void aCallThatWasTurnedAwayLowersTheLimitOnceForAllThatWereInFlight() throws InterruptedException {
        AdaptiveLimit limit = limitOf(8);
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            permits.add(limit.acquire());
        }
        for (Permit permit : permits) {
            permit.overloaded();
            permit.close();
        }
        assertThat(limit.snapshot().limit()).isEqualTo(4);
    }

    @Test
    void aCallOfWhichNothingIsKnownGivesItsPermitBackAndMovesNothing() {
        AdaptiveLimit limit = limitOf(1);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> {
                        try (Permit _ = limit.acquire()) {
                            throw new IllegalStateException("broken call");
                        }
                    })
                    .hasMessage("broken call");
        }
        assertThat(limit.snapshot()).isEqualTo(new AdaptiveLimit.Snapshot(1, 0, 0, 100, 0, 0));
    }

    @Test
    void aWaitEndsInTime() throws Exception {
        AdaptiveLimit limit = limitOf(1);
        try (Permit _ = limit.acquire()) {
            assertThatThrownBy(() -> limit.acquire(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> limit.acquire(Duration.ZERO)).isInstanceOf(TimeoutException.class);
        }
        limit.acquire(Duration.ZERO).close();
        assertThat(limit.snapshot()).isEqualTo(new AdaptiveLimit.Snapshot(1, 0, 0, 2, 2, 0));
    }

    @Test
    void aLimitThatRisesServesAllForWhomThereIsRoomNow() throws Exception {
        AdaptiveLimit limit = limitOf(1);
        window(limit, 9, Duration.ofMillis(10)); // one more completes the window
        Permit held = limit.acquire();
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 2; i++) {
                race.thread("waits " + i, () -> {
                    try (Permit _ = limit.acquire()) {
                        bothHaveOne.await();
                    }
                });
            }
            race.thread("gives back", () -> {
                await().until(() -> limit.snapshot().waiting() == 2);
                time.pass(Duration.ofMillis(10));
                held.succeeded();
                held.close();
            });
            race.run();
        }
        assertThat(limit.snapshot()).isEqualTo(new AdaptiveLimit.Snapshot(2, 0, 0, 12, 0, 0));
    }

    @Test
    void aTimeWithoutBoundIsNoTrouble() throws Exception {
        AdaptiveLimit limit = limitOf(1);
        Permit held = limit.acquire();
        try (Race race = Race.within(BOUND)) {
            race.thread(
                    "waits",
                    () -> limit.acquire(Duration.ofSeconds(Long.MAX_VALUE)).close());
            race.thread("gives back", () -> {
                await().until(() -> limit.snapshot().waiting() == 1);
                held.close();
            });
            race.run();
        }
        assertThat(limit.snapshot()).isEqualTo(new AdaptiveLimit.Snapshot(1, 0, 0, 2, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void permitsAreGrantedInTheOrderOfArrival(boolean virtual) throws Exception {
        AdaptiveLimit limit = limitOf(1);
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        try (Permit _ = limit.acquire()) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
                threads.add(builder.start(() -> {
                    try (Permit _ = limit.acquire()) {
                        order.add(number);
                    } catch (InterruptedException e) {
                        order.add(-1);
                    }
                }));
                await().until(() -> limit.snapshot().waiting() == number + 1);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anInterruptEndsAWaitAndLosesNoPermit() throws Exception {
        AdaptiveLimit limit = limitOf(1);
        Permit held = limit.acquire();
        AtomicInteger interrupted = new AtomicInteger();
        try (Race race = Race.within(BOUND)) {
            Thread[] first = new Thread[1];
            race.thread("interrupted", () -> {
                first[0] = Thread.currentThread();
                assertThatThrownBy(limit::acquire).isInstanceOf(InterruptedException.class);
                interrupted.incrementAndGet();
            });
            race.thread("next", () -> {
                await().until(() -> limit.snapshot().waiting() == 1);
                limit.acquire().close();
            });
            race.thread("main", () -> {
                await().until(() -> limit.snapshot().waiting() == 2);
                first[0].interrupt();
                await().until(() -> interrupted.get() == 1);
                held.close();
            });
            race.run();
        }
        assertThat(limit.snapshot()).isEqualTo(new AdaptiveLimit.Snapshot(1, 0, 0, 2, 0, 1));
    }

    @Test
    void whoIsInterruptedBeforeItAsksGetsAPermitThatIsThereAndKeepsTheInterrupt() throws InterruptedException {
        AdaptiveLimit limit = limitOf(1);
        Thread.currentThread().interrupt();
        Permit permit = limit.acquire();
        assertThat(Thread.interrupted()).isTrue();
        permit.close();
    }

    @Test
    void noPermitIsGrantedWhileMoreAreInFlightThanTheLimitAllows() throws InterruptedException {
        AdaptiveLimit limit = limitOf(4);
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            permits.add(limit.acquire());
        }
        Permit turnedAway = permits.getFirst();
        turnedAway.overloaded();
        turnedAway.close();
        assertThat(limit.snapshot().limit()).isEqualTo(2);
        assertThat(limit.tryAcquire()).isEmpty();
        permits.get(1).close();
        assertThat(limit.tryAcquire()).isEmpty();
        permits.get(2).close();
        assertThat(limit.tryAcquire()).isPresent();
    }
}

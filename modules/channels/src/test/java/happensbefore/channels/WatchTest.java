package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.channels.Watch.Change.Changed;
import happensbefore.channels.Watch.Change.Closed;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class WatchTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Watch<Integer> watch = new Watch<>(0);

    @Test
    void aWatcherSeesTheLatestValueAndSkipsWhatCameBetween() throws Exception {
        var watcher = watch.watcher();
        assertThat(watcher.tryChange()).isEmpty();
        watch.set(1);
        watch.set(2);
        watch.set(3);
        assertThat(watcher.awaitChange()).isEqualTo(new Changed<>(3, 3));
        assertThat(watcher.tryChange()).isEmpty();
        assertThat(watch.get()).isEqualTo(3);
    }

    @Test
    void theLastValueIsSeenBeforeTheEnd() throws Exception {
        var watcher = watch.watcher();
        watch.set(1);
        watch.close();
        assertThat(watcher.awaitChange()).isEqualTo(new Changed<>(1, 1));
        assertThat(watcher.awaitChange()).isEqualTo(new Closed<>(1, 1));
        assertThat(watcher.awaitChange(Duration.ZERO)).isEqualTo(new Closed<>(1, 1));
        assertThat(watcher.tryChange()).hasValue(new Closed<>(1, 1));
    }

    @Test
    void aWatcherThatComesAfterTheEndFindsTheLastValueAndTheEnd() throws Exception {
        watch.set(1);
        watch.close();
        var late = watch.watcher();
        assertThat(late.latest()).isEqualTo(1);
        assertThat(late.awaitChange()).isEqualTo(new Closed<>(1, 1));
    }

    @Test
    void aNewWatcherHasSeenTheValueAsItIs() {
        watch.set(1);
        var watcher = watch.watcher();
        assertThat(watcher.tryChange()).isEmpty();
        assertThat(watcher.latest()).isEqualTo(1);
    }

    @Test
    void aValueIsKeptThoughNobodyWatches() {
        watch.set(1);
        assertThat(watch.get()).isEqualTo(1);
        assertThat(watch.watcher().latest()).isEqualTo(1);
    }

    @Test
    void theLatestValueCountsAsSeen() {
        var watcher = watch.watcher();
        watch.set(1);
        assertThat(watcher.latest()).isEqualTo(1);
        assertThat(watcher.tryChange()).isEmpty();
    }

    @Test
    void anEqualValueIsAChangeWhenItIsSetAndNoneWhenAnUpdateKeepsIt() {
        var watcher = watch.watcher();
        assertThat(watch.update(value -> value)).isZero();
        assertThat(watcher.tryChange()).isEmpty();
        watch.set(0);
        assertThat(watcher.tryChange()).hasValue(new Changed<>(1, 0));
        assertThat(watch.update(value -> value + 5)).isEqualTo(5);
        assertThat(watcher.tryChange()).hasValue(new Changed<>(2, 5));
    }

    @Test
    void anUpdateThatThrowsChangesNothing() {
        var watcher = watch.watcher();
        assertThatThrownBy(() -> watch.update(_ -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(watcher.tryChange()).isEmpty();
        assertThat(watch.get()).isZero();
    }

    @Test
    void nothingIsSetAfterTheEnd() {
        watch.close();
        watch.close();
        assertThatThrownBy(() -> watch.set(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> watch.update(value -> value)).isInstanceOf(IllegalStateException.class);
        assertThat(watch.get()).isZero();
    }

    @Test
    void eachWatcherRemembersForItself() {
        var one = watch.watcher();
        watch.set(1);
        var other = watch.watcher();
        assertThat(one.tryChange()).hasValue(new Changed<>(1, 1));
        assertThat(other.tryChange()).isEmpty();
        watch.set(2);
        assertThat(one.tryChange()).hasValue(new Changed<>(2, 2));
        assertThat(other.tryChange()).hasValue(new Changed<>(2, 2));
    }

    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLostInALongPingPong(ThreadKind kind) throws Exception {
        int rounds = 10_000;
        Watch<Integer> pings = new Watch<>(0);
        Watch<Integer> pongs = new Watch<>(0);
        var pinged = pings.watcher();
        var ponged = pongs.watcher();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "pong", () -> {
                for (int i = 1; i <= rounds; i++) {
                    assertThat(pinged.awaitChange()).isEqualTo(new Changed<>(i, i));
                    pongs.set(i);
                }
            });
            kind.add(race, "ping", () -> {
                for (int i = 1; i <= rounds; i++) {
                    pings.set(i);
                    assertThat(ponged.awaitChange()).isEqualTo(new Changed<>(i, i));
                }
            });
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyWatchersAllSeeTheLastValueThenTheEnd(ThreadKind kind) throws Exception {
        int last = 5_000;
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 8; i++) {
                var watcher = watch.watcher();
                kind.add(race, "watcher " + i, () -> {
                    int seen = 0;
                    while (watcher.awaitChange() instanceof Changed<Integer>(long version, Integer value)) {
                        assertThat(value).isGreaterThan(seen);
                        assertThat(version).isEqualTo(value.longValue());
                        seen = value;
                    }
                    assertThat(seen).isEqualTo(last);
                });
            }
            kind.add(race, "setter", () -> {
                for (int i = 1; i <= last; i++) {
                    watch.set(i);
                }
                watch.close();
            });
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void updatesOfManyThreadsAreNeverLost(ThreadKind kind) throws Exception {
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 4; i++) {
                kind.add(race, "adder " + i, () -> {
                    for (int k = 0; k < 5_000; k++) {
                        watch.update(value -> value + 1);
                    }
                });
            }
            race.run();
        }
        assertThat(watch.get()).isEqualTo(20_000);
    }

    @ParameterizedTest
    @EnumSource
    void aWatcherWaitsForAValueThatItWants(ThreadKind kind) throws Exception {
        var watcher = watch.watcher();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "watcher", () -> {
                waiting.set(Thread.currentThread());
                assertThat(watcher.await(value -> value >= 3, BOUND)).isEqualTo(new Changed<>(3, 3));
                assertThat(watcher.await(value -> value >= 3, Duration.ZERO)).isEqualTo(new Changed<>(3, 3));
                assertThat(watcher.await(value -> value > 3, BOUND)).isEqualTo(new Closed<>(3, 3));
            });
            kind.add(race, "setter", () -> {
                for (int i = 1; i <= 3; i++) {
                    ThreadKind.awaitParked(waiting);
                    watch.set(i);
                }
                ThreadKind.awaitParked(waiting);
                watch.close();
            });
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndWakesWhoWaits(ThreadKind kind) throws Exception {
        var watcher = watch.watcher();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "watcher", () -> {
                waiting.set(Thread.currentThread());
                assertThat(watcher.awaitChange()).isEqualTo(new Closed<>(0, 0));
            });
            kind.add(race, "closes", () -> {
                ThreadKind.awaitParked(waiting);
                watch.close();
            });
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedWatcherEndsItsWait(ThreadKind kind) throws Exception {
        var watcher = watch.watcher();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "watcher", () -> {
                waiting.set(Thread.currentThread());
                assertThatThrownBy(watcher::awaitChange).isInstanceOf(IllegalStateException.class);
            });
            kind.add(race, "closes", () -> {
                ThreadKind.awaitParked(waiting);
                watcher.close();
            });
            race.run();
        }
        assertThatThrownBy(watcher::latest).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAWaitAndLosesNoChange(ThreadKind kind) throws Exception {
        var watcher = watch.watcher();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "watcher", () -> {
                waiting.set(Thread.currentThread());
                assertThatThrownBy(watcher::awaitChange).isInstanceOf(InterruptedException.class);
                watch.set(7);
                assertThat(watcher.awaitChange()).isEqualTo(new Changed<>(1, 7));
            });
            kind.add(race, "interrupts", () -> {
                ThreadKind.awaitParked(waiting);
                waiting.get().interrupt();
            });
            race.run();
        }
    }

    @Test
    void aWaitIsNeverShorterThanAskedAndAChangeAfterItIsSeen() throws Exception {
        var watcher = watch.watcher();
        Duration asked = Duration.ofMillis(20);
        long start = System.nanoTime();
        assertThatThrownBy(() -> watcher.awaitChange(asked)).isInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(asked.toNanos());
        assertThatThrownBy(() -> watcher.await(value -> value > 0, MOMENT)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> watcher.awaitChange(Duration.ZERO)).isInstanceOf(TimeoutException.class);
        watch.set(1);
        assertThat(watcher.awaitChange(Duration.ZERO)).isEqualTo(new Changed<>(1, 1));
        assertThat(watcher.await(value -> value > 0, Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(new Changed<>(1, 1));
    }

    @Test
    void aChangeThatIsThereIsSeenByAnInterruptedThreadWhichStaysInterrupted() throws Exception {
        var watcher = watch.watcher();
        watch.set(1);
        Thread.currentThread().interrupt();
        assertThat(watcher.awaitChange()).isEqualTo(new Changed<>(1, 1));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theLastValueIsFoundAlthoughTheWatchIsClosed() throws Exception {
        var watcher = watch.watcher();
        watch.set(3);
        watch.close();
        assertThat(watcher.await(value -> value == 3, Duration.ZERO)).isEqualTo(new Changed<>(1, 3));
        assertThat(watcher.await(value -> value == 4, Duration.ZERO)).isEqualTo(new Closed<>(1, 3));
    }

    /// Each look is followed by another unwanted value, so that no sleep is ever needed.
    @Test
    void valuesThatAreNotWantedDoNotProlongTheWait() {
        var watcher = watch.watcher();
        long start = System.nanoTime();
        assertThatThrownBy(() -> watcher.await(
                        value -> {
                            watch.update(last -> last + 1);
                            return System.nanoTime() - start > TimeUnit.SECONDS.toNanos(3); // far too late
                        },
                        Duration.ofMillis(5)))
                .isInstanceOf(TimeoutException.class);
    }
}

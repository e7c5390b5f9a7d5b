package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.channels.Broadcast.Next;
import happensbefore.channels.Broadcast.Next.End;
import happensbefore.channels.Broadcast.Next.Item;
import happensbefore.channels.Broadcast.Next.Missed;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class BroadcastTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Broadcast<Integer> broadcast = new Broadcast<>(4); // and a ring of 8
    private final Broadcast<Integer>.Sender sender = broadcast.sender();

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            sender.send(i);
        }
    }

    private static List<Integer> values(Broadcast<Integer>.Subscription subscription) {
        List<Integer> values = new ArrayList<>();
        while (subscription.tryReceive().orElse(null) instanceof Item<Integer>(long _, Integer value)) {
            values.add(value);
        }
        return values;
    }

    @Test
    void everySubscriberSeesAllFromItsSubscriptionOn() {
        Broadcast<Integer>.Subscription first = broadcast.subscribe();
        send(0, 2);
        Broadcast<Integer>.Subscription second = broadcast.subscribe();
        send(2, 4);
        assertThat(values(first)).containsExactly(0, 1, 2, 3);
        assertThat(values(second)).containsExactly(2, 3);
        assertThat(first.tryReceive()).isEmpty();
    }

    @Test
    void whoIsBehindByTheCapacityHasMissedNothing() {
        Broadcast<Integer>.Subscription slow = broadcast.subscribe();
        send(0, 4);
        sender.close();
        assertThat(values(slow)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whoIsTooSlowIsToldHowManyItMissedAndGoesOnWithTheOldestThatIsLeft() {
        Broadcast<Integer>.Subscription slow = broadcast.subscribe();
        Broadcast<Integer>.Subscription quick = broadcast.subscribe();
        for (int i = 0; i < 20; i++) {
            sender.send(i);
            assertThat(values(quick)).containsExactly(i);
        }
        assertThat(slow.tryReceive()).hasValue(new Missed<>(0, 12));
        assertThat(values(slow)).containsExactly(12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(slow.position()).isEqualTo(20);
    }

    @Test
    void theLastSendersCloseEndsEverySubscriberAfterItHasDrained() throws Exception {
        Broadcast<Integer>.Subscription one = broadcast.subscribe();
        Broadcast<Integer>.Subscription other = broadcast.subscribe();
        Broadcast<Integer>.Sender second = broadcast.sender();
        send(0, 3);
        sender.close();
        sender.close();
        assertThat(second.send(3)).isEqualTo(2);
        second.close();
        for (var subscription : List.of(one, other)) {
            assertThat(values(subscription)).containsExactly(0, 1, 2, 3);
            assertThat(subscription.receive()).isEqualTo(new End<>(4));
            assertThat(subscription.receive(Duration.ZERO)).isEqualTo(new End<>(4));
        }
        assertThat(broadcast.subscribe().receive()).isEqualTo(new End<>(4));
    }

    @Test
    void theEndIsBehindWhatIsLeftForWhoMissedMessages() throws Exception {
        Broadcast<Integer>.Subscription slow = broadcast.subscribe();
        send(0, 20);
        sender.close();
        assertThat(slow.receive()).isEqualTo(new Missed<>(0, 13)); // the end took a slot, too
        assertThat(values(slow)).containsExactly(13, 14, 15, 16, 17, 18, 19);
        assertThat(slow.receive()).isEqualTo(new End<>(20));
    }

    @Test
    void aClosedSenderSendsNothingAndNoOtherIsMadeAfterTheEnd() {
        Broadcast<Integer>.Sender second = broadcast.sender();
        sender.close();
        assertThatThrownBy(() -> sender.send(0)).isInstanceOf(IllegalStateException.class);
        second.close();
        assertThatThrownBy(broadcast::sender).isInstanceOf(IllegalStateException.class);
        assertThat(broadcast.sent()).isZero();
    }

    @Test
    void aSenderIsToldWhenNobodyListens() {
        assertThat(sender.send(0)).isZero();
        Broadcast<Integer>.Subscription subscription = broadcast.subscribe();
        assertThat(sender.send(1)).isEqualTo(1);
        subscription.close();
        subscription.close();
        assertThat(sender.send(2)).isZero();
        assertThat(broadcast.subscribers()).isZero();
    }

    @Test
    void aSenderNeverWaitsForASlowSubscriber() {
        Broadcast<Integer>.Subscription asleep = broadcast.subscribe();
        send(0, 100_000);
        assertThat(broadcast.sent()).isEqualTo(100_000);
        assertThat(asleep.tryReceive()).hasValue(new Missed<>(0, 100_000 - 8));
    }

    @Test
    void aCapacityOfNothingIsRefused() {
        assertThatThrownBy(() -> new Broadcast<Integer>(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Broadcast<Integer>(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void allSubscribersSeeTheSameOrderOfManySendersAndNothingIsLost(ThreadKind kind) throws Exception {
        int each = 5_000;
        Broadcast<Integer> wide = new Broadcast<>(1 << 15);
        List<List<Integer>> seen = new ArrayList<>();
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 3; i++) {
                List<Integer> values = Collections.synchronizedList(new ArrayList<>());
                seen.add(values);
                var subscription = wide.subscribe();
                kind.add(race, "subscriber " + i, () -> {
                    while (subscription.receive() instanceof Item<Integer>(long position, Integer value)) {
                        assertThat(position).isEqualTo(values.size());
                        values.add(value);
                    }
                });
            }
            for (int i = 0; i < 4; i++) {
                int number = i;
                var mine = wide.sender();
                kind.add(race, "sender " + i, () -> {
                    try (mine) {
                        for (int k = 0; k < each; k++) {
                            mine.send(number * each + k);
                        }
                    }
                });
            }
            race.run();
        }
        assertThat(seen.get(0)).hasSize(4 * each).doesNotHaveDuplicates();
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
        assertThat(seen.get(2)).isEqualTo(seen.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReceivedAndWhatIsMissedIsWhatWasSent(ThreadKind kind) throws Exception {
        int each = 20_000;
        Broadcast<Integer> narrow = new Broadcast<>(2);
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 2; i++) {
                var subscription = narrow.subscribe();
                kind.add(race, "subscriber " + i, () -> {
                    long next = 0;
                    while (true) {
                        Next<Integer> got = subscription.receive();
                        assertThat(got.position()).isEqualTo(next);
                        switch (got) {
                            case Item<Integer> _ -> next++;
                            case Missed<Integer> missed -> next += missed.count();
                            case End<Integer> _ -> {
                                assertThat(next).isEqualTo(2 * each);
                                return;
                            }
                        }
                    }
                });
                var mine = narrow.sender();
                kind.add(race, "sender " + i, () -> {
                    try (mine) {
                        for (int k = 0; k < each; k++) {
                            mine.send(k);
                        }
                    }
                });
            }
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLostInALongPingPong(ThreadKind kind) throws Exception {
        int rounds = 10_000;
        Broadcast<Integer> pings = new Broadcast<>(1);
        Broadcast<Integer> pongs = new Broadcast<>(1);
        var pinged = pings.subscribe();
        var ponged = pongs.subscribe();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "pong", () -> {
                try (var pong = pongs.sender()) {
                    for (int i = 0; i < rounds; i++) {
                        assertThat(pinged.receive()).isEqualTo(new Item<>(i, i));
                        pong.send(i);
                    }
                }
            });
            kind.add(race, "ping", () -> {
                try (var ping = pings.sender()) {
                    for (int i = 0; i < rounds; i++) {
                        ping.send(i);
                        assertThat(ponged.receive()).isEqualTo(new Item<>(i, i));
                    }
                }
            });
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndWakesWhoWaits(ThreadKind kind) throws Exception {
        var subscription = broadcast.subscribe();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "subscriber", () -> {
                waiting.set(Thread.currentThread());
                assertThat(subscription.receive()).isEqualTo(new End<>(0));
            });
            kind.add(race, "closes", () -> {
                ThreadKind.awaitParked(waiting);
                sender.close();
            });
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedSubscriptionEndsItsWait(ThreadKind kind) throws Exception {
        var subscription = broadcast.subscribe();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "subscriber", () -> {
                waiting.set(Thread.currentThread());
                assertThatThrownBy(subscription::receive).isInstanceOf(IllegalStateException.class);
            });
            kind.add(race, "closes", () -> {
                ThreadKind.awaitParked(waiting);
                subscription.close();
            });
            race.run();
        }
        assertThatThrownBy(subscription::tryReceive).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAWaitAndLosesNothing(ThreadKind kind) throws Exception {
        var subscription = broadcast.subscribe();
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "subscriber", () -> {
                waiting.set(Thread.currentThread());
                assertThatThrownBy(subscription::receive).isInstanceOf(InterruptedException.class);
                sender.send(7);
                assertThat(subscription.receive()).isEqualTo(new Item<>(0, 7));
            });
            kind.add(race, "interrupts", () -> {
                ThreadKind.awaitParked(waiting);
                waiting.get().interrupt();
            });
            race.run();
        }
    }

    @Test
    void aMessageThatIsThereIsReceivedByAnInterruptedThreadWhichStaysInterrupted() throws Exception {
        var subscription = broadcast.subscribe();
        sender.send(7);
        Thread.currentThread().interrupt();
        assertThat(subscription.receive()).isEqualTo(new Item<>(0, 7));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aWaitIsNeverShorterThanAskedAndManyLeaveNothingBehind() {
        var subscription = broadcast.subscribe();
        Duration asked = Duration.ofMillis(20);
        long start = System.nanoTime();
        assertThatThrownBy(() -> subscription.receive(asked)).isInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(asked.toNanos());
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> subscription.receive(MOMENT)).isInstanceOf(TimeoutException.class);
        }
        sender.send(7);
        assertThat(values(subscription)).containsExactly(7);
    }
}

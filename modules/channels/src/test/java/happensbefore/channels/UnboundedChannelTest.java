package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import happensbefore.testkit.Race;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnboundedChannelTest {
    private static final int FAR = UnboundedConduit.FAR_AHEAD;

    @Test
    void takesAnyNumberInOrder() throws InterruptedException {
        Channel<Integer> channel = Channel.unbounded();
        int many = 10 * Block.SLOTS + 3;
        for (int i = 0; i < many; i++) {
            channel.sender().send(i);
        }
        assertThat(channel.receiver().size()).isEqualTo(many);
        for (int i = 0; i < many; i++) {
            assertThat(channel.receiver().receive()).isEqualTo(i);
        }
        assertThat(channel.receiver().tryReceive()).isEqualTo(new Received.Nothing<>());
    }

    @Test
    void itsEndsMayStandAtTheBorderOfABlock() {
        Channel<Integer> channel = Channel.unbounded();
        for (int lap = 0; lap < 3 * Block.SLOTS; lap++) {
            assertThat(channel.receiver().tryReceive()).isEqualTo(new Received.Nothing<>());
            assertThat(channel.sender().trySend(lap)).isEqualTo(SendResult.SENT);
            assertThat(channel.receiver().tryReceive()).isEqualTo(new Received.Value<>(lap));
        }
        channel.sender().close();
        assertThat(channel.receiver().tryReceive()).isEqualTo(new Received.Ended<>());
    }

    @Test
    void knowsHowDeepItHasBeen() {
        Channel<Integer> channel = Channel.unbounded();
        assertThat(channel.sender().highWater()).isZero();
        for (int i = 0; i < 5; i++) {
            channel.sender().trySend(i);
        }
        for (int i = 0; i < 3; i++) {
            Received<Integer> _ = channel.receiver().tryReceive();
        }
        channel.sender().trySend(5);
        assertThat(channel.sender().highWater()).isEqualTo(5);
        assertThat(Channel.bounded(4).sender().highWater()).isEqualTo(-1);
    }

    @Test
    void warnsAtTheLimitAndEachTimeThatDoubles() {
        List<Long> warnings = new ArrayList<>();
        Channel<Integer> channel = Channel.unbounded(10, warnings::add);
        for (int i = 0; i < 100; i++) {
            channel.sender().trySend(i);
        }
        assertThat(warnings).containsExactly(11L, 21L, 41L, 81L);
        List<Integer> _ = channel.receiver().closeAndDrain();
    }

    @Test
    void aFloodThatWasSeenBeforeIsNotWarnedOfAgain() throws InterruptedException {
        List<Long> warnings = new ArrayList<>();
        Channel<Integer> channel = Channel.unbounded(2, warnings::add);
        for (int lap = 0; lap < 10; lap++) {
            for (int i = 0; i < 3; i++) {
                channel.sender().send(i);
            }
            for (int i = 0; i < 3; i++) {
                Integer _ = channel.receiver().receive();
            }
        }
        assertThat(warnings).containsExactly(3L);
    }

    @Test
    void refusesALimitThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> Channel.unbounded(0, depth -> {}));
    }

    @Test
    void keepsNothingThatWasReceived() throws InterruptedException {
        Channel<Object> channel = Channel.unbounded();
        List<WeakReference<Object>> seen = new ArrayList<>();
        for (int i = 0; i < 2 * Block.SLOTS; i++) {
            channel.sender().send(new Object());
            seen.add(new WeakReference<>(channel.receiver().receive()));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return seen.stream().allMatch(reference -> reference.get() == null);
        });
        assertThat(channel.sender().trySend("still open")).isEqualTo(SendResult.SENT);
    }

    @Test
    void aSenderFarAheadLetsReceiversRunNowAndThenAfterItsSend() {
        List<Long> depths = new ArrayList<>();
        HighWater high = HighWater.withoutLimit();
        Conduit<Integer> conduit = new UnboundedConduit<>(high, true, () -> depths.add(high.deepest()));
        for (int i = 0; i < 3 * FAR; i++) {
            assertThat(conduit.trySend(i)).isEqualTo(SendResult.SENT);
        }
        assertThat(depths).containsExactly(FAR + 1L, 2 * FAR + 1L);
    }

    @Test
    void aSenderWhoseReceiversKeepUpGoesOn() {
        AtomicInteger pauses = new AtomicInteger();
        Conduit<Integer> conduit = new UnboundedConduit<>(HighWater.withoutLimit(), true, pauses::incrementAndGet);
        for (int i = 0; i < 3 * FAR; i++) {
            assertThat(conduit.trySend(i)).isEqualTo(SendResult.SENT);
            if (i >= FAR / 2) {
                assertThat(conduit.tryReceive()).isEqualTo(i - FAR / 2);
            }
        }
        assertThat(pauses).hasValue(0);
    }

    /// Blocks are left behind all the time, and cut off under senders and receivers that still look at them.
    @Test
    void blocksComeAndGoUnderManyThreads() throws InterruptedException {
        int each = 20 * Block.SLOTS;
        Channel<Integer> channel = Channel.unbounded();
        long[] sums = new long[3];
        try (Race race = Race.within(Duration.ofSeconds(60))) {
            for (int i = 0; i < 3; i++) {
                int number = i;
                race.thread("sender " + i, () -> {
                    for (int value = 1; value <= each; value++) {
                        channel.sender().send(value);
                    }
                });
                race.thread("receiver " + i, () -> {
                    for (int value = 1; value <= each; value++) {
                        Integer received = channel.receiver().receive();
                        sums[number] += received == null ? 0 : received;
                    }
                });
            }
            race.run();
        }
        assertThat(sums[0] + sums[1] + sums[2]).isEqualTo(3L * each * (each + 1) / 2);
        assertThat(channel.receiver().size()).isZero();
    }
}

package happensbefore.selectjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.channels.Channel;
import happensbefore.channels.Receiver;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final List<Channel<String>> channels =
            Stream.generate(Channel::<String>unbounded).limit(3).toList();

    private Lanes<String> lanes(int ageing) {
        List<Receiver<String>> receivers =
                channels.stream().map(Channel::receiver).toList();
        return new Lanes<>(receivers, ageing);
    }

    private void send(int lane, String... values) throws InterruptedException {
        for (String value : values) {
            channels.get(lane).sender().send(value);
        }
    }

    private void closeAll() {
        channels.forEach(channel -> channel.sender().close());
    }

    private static List<String> all(Lanes<String> lanes) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (String next = lanes.receive(); next != null; next = lanes.receive()) {
            all.add(next);
        }
        return all;
    }

    @Test
    void theMostUrgentComeFirstEachLaneInItsOrder() throws Exception {
        send(2, "c1", "c2");
        send(1, "b1");
        send(0, "a1", "a2");
        closeAll();
        assertThat(all(lanes(Lanes.STRICT))).containsExactly("a1", "a2", "b1", "c1", "c2");
    }

    @Test
    void strictLanesStarveAndAgeingLanesDoNot() throws Exception {
        for (int ageing : List.of(Lanes.STRICT, 4)) {
            send(2, "waits");
            Lanes<String> lanes = lanes(ageing);
            int before = 0;
            for (int i = 0; i < 1000; i++) {
                send(0, "urgent"); // there is always one more
                if ("waits".equals(lanes.receive())) {
                    break;
                }
                before++;
            }
            assertThat(before).isEqualTo(ageing == Lanes.STRICT ? 1000 : 4);
        }
    }

    @Test
    void whatHasWaitedLongGoesFirstOnce() throws Exception {
        send(0, "a1", "a2", "a3", "a4", "a5");
        send(1, "b1", "b2");
        closeAll();
        assertThat(all(lanes(2))).containsExactly("a1", "a2", "b1", "a3", "a4", "b2", "a5");
    }

    @Test
    void twoThatHaveWaitedGoInTheOrderOfTheirAge() throws Exception {
        Lanes<String> lanes = lanes(3);
        send(0, "a1", "a2", "a3", "a4", "a5", "a6");
        send(2, "c1");
        assertThat(lanes.receive()).isEqualTo("a1");
        send(1, "b1");
        closeAll();
        assertThat(all(lanes)).containsExactly("a2", "a3", "c1", "b1", "a4", "a5", "a6");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void noLaneWithSomethingIsPassedOverMoreOftenThanPromised(int ageing) throws Exception {
        Random random = new Random(ageing);
        Lanes<String> lanes = lanes(ageing);
        int[] sent = new int[3];
        int[] taken = new int[3];
        int[] passed = new int[3];
        for (int step = 0; step < 20_000; step++) {
            for (int lane = 0; lane < 3; lane++) {
                if (random.nextInt(5) > 1) {
                    send(lane, String.valueOf(lane));
                    sent[lane]++;
                }
            }
            if (IntStream.range(0, 3).noneMatch(lane -> sent[lane] > taken[lane])) {
                continue;
            }
            int lane = Integer.parseInt(String.valueOf(lanes.receive()));
            taken[lane]++;
            for (int other = 0; other < 3; other++) {
                passed[other] = other != lane && sent[other] > taken[other] ? passed[other] + 1 : 0;
                assertThat(passed[other]).isLessThanOrEqualTo(ageing + 3 - 2);
            }
        }
        assertThat(taken[2]).isPositive();
    }

    @Test
    void aLaneThatHasEndedNeitherSpinsNorEndsTheRest() throws Exception {
        Thread[] receiving = new Thread[1];
        channels.get(0).sender().close();
        try (Race race = Race.within(BOUND)) {
            race.thread("receiver", () -> {
                receiving[0] = Thread.currentThread();
                assertThat(all(lanes(3))).containsExactly("late");
            });
            race.thread("sender", () -> {
                await().until(() -> receiving[0] != null && receiving[0].getState() == Thread.State.WAITING);
                send(2, "late");
                closeAll();
            });
            race.run();
        }
    }

    @Test
    void whenAllHaveEndedThereIsNothingForEver() throws Exception {
        closeAll();
        Lanes<String> lanes = lanes(1);
        assertThat(lanes.receive()).isNull();
        assertThat(lanes.receive()).isNull();
        assertThat(new Lanes<String>(List.of(), 1).receive()).isNull();
    }

    @Test
    void anInterruptTakesNothing() throws Exception {
        send(0, "a");
        Lanes<String> lanes = lanes(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(lanes::receive).isInstanceOf(InterruptedException.class);
        assertThat(lanes.receive()).isEqualTo("a");
    }

    @Test
    void anAgeingThatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> lanes(0));
    }
}

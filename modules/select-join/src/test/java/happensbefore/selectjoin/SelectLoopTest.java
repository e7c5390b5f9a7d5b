package happensbefore.selectjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.channels.Channel;
import happensbefore.channels.Received;
import happensbefore.testkit.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SelectLoopTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Channel<Integer> numbers = Channel.bounded(100);
    private final Channel<String> words = Channel.unbounded();
    private final Channel<Boolean> answers = Channel.rendezvous();
    private final List<Object> seen = new ArrayList<>();

    private SelectLoop loop() {
        return new SelectLoop()
                .on(numbers.receiver(), seen::add, () -> seen.add("numbers ended"))
                .on(words.receiver(), seen::add, () -> seen.add("words ended"));
    }

    @Test
    void everythingIsHandledAndEachEndIsToldOnceAfterTheLastValue() throws Exception {
        numbers.sender().send(1);
        numbers.sender().send(2);
        numbers.sender().close();
        words.sender().send("a");
        words.sender().close();
        loop().run();
        assertThat(seen).containsExactlyInAnyOrder(1, 2, "a", "numbers ended", "words ended");
        assertThat(seen.indexOf("numbers ended")).isGreaterThan(seen.indexOf(2));
        assertThat(seen.indexOf(2)).isGreaterThan(seen.indexOf(1));
        assertThat(seen.indexOf("words ended")).isGreaterThan(seen.indexOf("a"));
    }

    @Test
    void aClosedChannelEndsNothingButItself() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        numbers.sender().close();
        try (Race race = Race.within(BOUND)) {
            race.thread(
                    "loop",
                    () -> new SelectLoop()
                            .on(numbers.receiver(), seen::add, ends::incrementAndGet)
                            .on(words.receiver(), seen::add, ends::incrementAndGet)
                            .run());
            race.thread("sender", () -> {
                await().until(() -> ends.get() == 1);
                words.sender().send("still there");
                words.sender().close();
            });
            race.run();
        }
        assertThat(seen).containsExactly("still there");
        assertThat(ends).hasValue(2);
    }

    @Test
    void aClosedChannelDoesNotSpinTheLoop() throws Exception {
        Thread[] looping = new Thread[1];
        numbers.sender().close();
        try (Race race = Race.within(BOUND)) {
            race.thread("loop", () -> {
                looping[0] = Thread.currentThread();
                loop().run();
            });
            race.thread("observer", () -> {
                await().until(() -> looping[0] != null && looping[0].getState() == Thread.State.WAITING);
                words.sender().close();
            });
            race.run();
        }
        assertThat(seen).containsExactly("numbers ended", "words ended");
    }

    @Test
    void aBusyChannelDoesNotStarveAnother() throws Exception {
        words.sender().send("once");
        int[] before = new int[1];
        SelectLoop loop = new SelectLoop()
                .on(numbers.receiver(), number -> {
                    before[0]++;
                    if (seen.isEmpty()) {
                        numbers.sender().send(number); // there is always one more
                    } else {
                        numbers.sender().close();
                    }
                })
                .on(words.receiver(), word -> {
                    seen.add(word);
                    words.sender().close();
                });
        numbers.sender().send(1);
        loop.run();
        assertThat(before[0]).isLessThan(1000); // each time it is one in two
    }

    @Test
    void channelsOfEveryKindTakePart() throws Exception {
        try (Race race = Race.within(BOUND)) {
            race.thread("loop", () -> loop().on(answers.receiver(), seen::add).run());
            race.thread("sender", () -> {
                answers.sender().send(true);
                answers.sender().close();
                words.sender().close();
                numbers.sender().close();
            });
            race.run();
        }
        assertThat(seen).containsExactlyInAnyOrder(true, "numbers ended", "words ended");
    }

    @Test
    void withoutChannelsItEndsAtOnce() throws Exception {
        new SelectLoop().run();
        new SelectLoop().whenIdle(Duration.ZERO, () -> seen.add("idle")).run();
        assertThat(seen).isEmpty();
    }

    @Test
    void aHandlerThatFailsEndsTheLoopAndLosesNothing() throws Exception {
        numbers.sender().send(1);
        numbers.sender().send(2);
        SelectLoop loop = new SelectLoop().on(numbers.receiver(), number -> {
            throw new IOException("cannot handle " + number);
        });
        assertThatThrownBy(loop::run).isInstanceOf(ExecutionException.class).hasRootCauseMessage("cannot handle 1");
        assertThat(numbers.receiver().tryReceive()).isEqualTo(new Received.Value<>(2));
    }

    @Test
    void anInterruptStopsIt() throws Exception {
        Thread[] looping = new Thread[1];
        try (Race race = Race.within(BOUND)) {
            race.thread("loop", () -> {
                looping[0] = Thread.currentThread();
                assertThatThrownBy(() -> loop().run()).isInstanceOf(InterruptedException.class);
            });
            race.thread("interrupter", () -> {
                await().until(() -> looping[0] != null && looping[0].getState() == Thread.State.WAITING);
                looping[0].interrupt();
            });
            race.run();
        }
    }

    @Test
    void whenNothingComesTheIdleActionRuns() throws Exception {
        AtomicInteger idle = new AtomicInteger();
        loop().whenIdle(Duration.ofMillis(5), () -> {
                    if (idle.incrementAndGet() == 3) {
                        numbers.sender().close();
                        words.sender().close();
                    }
                })
                .run();
        assertThat(idle.get()).isGreaterThanOrEqualTo(3);
    }
}

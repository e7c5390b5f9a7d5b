package happensbefore.channels;

import happensbefore.testkit.Crew;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A fixed number of messages goes round and round, nothing is ever closed, and every wait that counts has
/// no time limit: were one wake-up lost, all threads would stand still, and the bound would show where.
@ParameterizedClass
@EnumSource(Kind.class)
class NoWakeUpIsLostTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int TURNS = 4000;

    private final Kind kind;
    private final Channel<Integer> there;
    private final Channel<Integer> back;

    NoWakeUpIsLostTest(Kind kind) {
        this.kind = kind;
        there = kind.makeImpatient();
        back = kind.makeImpatient();
    }

    private void add(Race race, String name, Crew.Work work) {
        Race _ = kind.virtual ? race.virtualThread(name, work) : race.thread(name, work);
    }

    /// Four balls, three players on the far side: somebody always waits behind somebody, for a ball or a
    /// place.
    @Test
    void ballsComeBackWhoeverHitsThem() throws InterruptedException {
        AtomicInteger serving = new AtomicInteger(4);
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 4; i++) {
                add(race, "server " + i, () -> {
                    for (int turn = 0; turn < TURNS; turn++) {
                        there.sender().send(turn);
                        Integer _ = Objects.requireNonNull(back.receiver().receive());
                    }
                    if (serving.decrementAndGet() == 0) {
                        for (int returner = 0; returner < 3; returner++) {
                            there.sender().send(-1);
                        }
                    }
                });
            }
            for (int i = 0; i < 3; i++) {
                add(race, "returner " + i, () -> {
                    for (Integer ball = there.receiver().receive(); ball != null && ball >= 0; ) {
                        back.sender().send(ball);
                        ball = there.receiver().receive();
                    }
                });
            }
            race.run();
        }
    }

    /// As above, beside a thread whose receives time out all the time: woken, it may have gone. What it
    /// takes it returns.
    @Test
    void aReceiverThatTimesOutPassesItsWakeUpOn() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        try (Race race = Race.within(BOUND)) {
            add(race, "server", () -> {
                for (int turn = 0; turn < TURNS; turn++) {
                    there.sender().send(turn);
                    Integer _ = Objects.requireNonNull(back.receiver().receive());
                }
                stop.set(true);
                there.sender().send(-1);
            });
            add(race, "returner", () -> {
                for (Integer ball = there.receiver().receive(); ball != null && ball >= 0; ) {
                    back.sender().send(ball);
                    ball = there.receiver().receive();
                }
            });
            add(race, "impatient", () -> {
                while (!stop.get()) {
                    Duration moment =
                            Duration.ofNanos(ThreadLocalRandom.current().nextInt(30_000));
                    if (there.receiver().receive(moment) instanceof Received.Value<Integer>(Integer ball)) {
                        (ball < 0 ? there : back).sender().send(ball);
                    }
                }
            });
            race.run();
        }
    }

    /// As above; the impatient one selects, from a second channel too, so that it is woken for one and
    /// takes the other.
    @Test
    void aSelectionThatChoosesOtherwisePassesItsWakeUpOn() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        Channel<Integer> noise = Kind.ONE_PLACE.makeImpatient();
        try (Race race = Race.within(BOUND)) {
            add(race, "server", () -> {
                for (int turn = 0; turn < TURNS; turn++) {
                    there.sender().send(turn);
                    Integer _ = Objects.requireNonNull(back.receiver().receive());
                }
                stop.set(true);
                there.sender().send(-1);
            });
            add(race, "returner", () -> {
                for (Integer ball = there.receiver().receive(); ball != null && ball >= 0; ) {
                    back.sender().send(ball);
                    ball = there.receiver().receive();
                }
            });
            add(race, "noise", () -> {
                while (!stop.get()) {
                    SendResult _ = noise.sender().trySend(0);
                    Thread.yield();
                }
            });
            add(race, "selects", () -> select(noise, stop));
            race.run();
        }
    }

    private void select(Channel<Integer> noise, AtomicBoolean stop) throws InterruptedException {
        Select select = Select.biased();
        Receiving<Integer> _ = select.receive(noise.receiver());
        Receiving<Integer> balls = select.receive(there.receiver());
        while (!stop.get()) {
            Duration moment = Duration.ofNanos(ThreadLocalRandom.current().nextInt(30_000));
            @Nullable Case done = select.await(moment);
            Integer ball = done == balls ? balls.value() : null;
            if (ball != null) {
                (ball < 0 ? there : back).sender().send(ball);
            }
        }
    }

    /// Both ends of both channels in selections: who waits with a value and who waits for one must find
    /// each other.
    @Test
    void selectionsOnBothSidesFindEachOther() throws InterruptedException {
        try (Race race = Race.within(BOUND)) {
            add(race, "one", () -> exchange(there, back));
            add(race, "other", () -> exchange(back, there));
            race.run();
        }
    }

    private static void exchange(Channel<Integer> out, Channel<Integer> in) throws InterruptedException {
        Select select = Select.fair();
        Sending<Integer> send = select.send(out.sender());
        Receiving<Integer> receive = select.receive(in.receiver());
        for (int turn = 0; turn < TURNS; turn++) {
            send.offer(turn);
            receive.enable();
            while (send.isEnabled() || receive.isEnabled()) {
                if (select.await() == receive) {
                    receive.disable();
                }
            }
        }
    }
}

package happensbefore.producerconsumer;

import happensbefore.testkit.Crew.Work;
import happensbefore.testkit.Race;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two threads that wait for each other all the time, and park at once. A single wake-up that is missed leaves both
/// asleep, as nothing else moves here: no close, no timeout, no third thread.
class PingPongTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int ROUNDS = 20_000;

    private final OneToOne<Integer> there = new OneToOne<>(2, new WaitStrategy.Park(0));
    private final OneToOne<Integer> back = new OneToOne<>(2, new WaitStrategy.Park(0));

    private final Work ping = () -> {
        for (int i = 0; i < ROUNDS; i++) {
            there.producer().put(i);
            take(back);
        }
    };
    private final Work pong = () -> {
        for (int i = 0; i < ROUNDS; i++) {
            take(there);
            back.producer().put(i);
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void platformThreads(int time) throws InterruptedException {
        try (Race race = Race.within(BOUND)) {
            race.thread("ping " + time, ping).thread("pong " + time, pong).run();
        }
    }

    @Test
    void virtualThreads() throws InterruptedException {
        try (Race race = Race.within(BOUND)) {
            race.virtualThread("ping", ping).virtualThread("pong", pong).run();
        }
    }

    /// Full and empty by turns: both sides sleep, and a wake-up can be missed on either.
    @Test
    void aSmallRingBetweenUnevenPaces() throws InterruptedException {
        try (Race race = Race.within(BOUND)) {
            race.thread("producer", () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    there.producer().put(i);
                }
            });
            race.thread("consumer", () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    take(there);
                }
            });
            race.run();
        }
    }

    private static void take(OneToOne<Integer> from) throws InterruptedException {
        if (from.consumer().take() == null) {
            throw new AssertionError("nobody has closed this stream");
        }
    }
}

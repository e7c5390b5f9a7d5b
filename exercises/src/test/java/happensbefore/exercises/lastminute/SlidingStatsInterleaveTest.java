package happensbefore.exercises.lastminute;

import happensbefore.exercises.lastminute.SlidingStats.Stats;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class SlidingStatsInterleaveTest {
    private static final int ENOUGH = 100;

    /// Two places; the first has an old window with one span.
    private static final class Shared {
        final SlidingStats stats = new SlidingStats(2, 10);

        Shared() {
            stats.record(100, 1);
        }
    }

    @Test
    void twoSpansThatTurnTheSameWindowAreBothCounted() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("one", shared -> shared.stats.record(3, 21))
                .thread("other", shared -> shared.stats.record(4, 22))
                .then(shared -> Expect.equal(
                        new Stats(2, 7, 0),
                        shared.stats.stats(25),
                        "the new window; a span was lost, or an old one is left"))
                .check();
    }

    @Test
    void aLateSpanAndANewOneAreBothCounted() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("new", shared -> shared.stats.record(3, 21))
                .thread("behind", shared -> shared.stats.record(4, 2))
                .then(shared -> {
                    Stats now = shared.stats.stats(25);
                    Expect.that(
                            now.equals(new Stats(1, 3, 0)) || now.equals(new Stats(1, 3, 1)),
                            "A span was lost, or is in a window that is not its own: " + now);
                })
                .check();
    }

    @Test
    void aLookIsOfOneMoment() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("records", shared -> shared.stats.record(3, 21))
                .thread("looks", shared -> {
                    Stats now = shared.stats.stats(25);
                    Expect.that(
                            now.equals(new Stats(0, 0, 0)) || now.equals(new Stats(1, 3, 0)),
                            "A look in the middle of a turn: " + now);
                })
                .check();
    }
}

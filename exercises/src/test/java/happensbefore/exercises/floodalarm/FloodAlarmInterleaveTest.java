package happensbefore.exercises.floodalarm;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class FloodAlarmInterleaveTest {
    private static final class Shared {
        final AtomicInteger alarms = new AtomicInteger();
        final FloodAlarm alarm = new FloodAlarm(2, 1, depth -> alarms.incrementAndGet());

        Shared(int depth) {
            for (int i = 0; i < depth; i++) {
                alarm.added();
            }
        }
    }

    @Test
    void twoThatRiseAboveHighCallOneAlarm() {
        Interleavings.on(() -> new Shared(2))
                .invocations(100)
                .thread("one", shared -> shared.alarm.added())
                .thread("other", shared -> shared.alarm.added())
                .then(shared -> {
                    Expect.equal(4L, shared.alarm.depth(), "depth");
                    Expect.equal(1, shared.alarms.get(), "alarms of one flood");
                })
                .check();
    }

    /// From a flood at 3: down to 1 and up to 3 again. If it was over, a second alarm was called; else it lasts, and
    /// once it is down at 1 the next rise calls one.
    @Test
    void noFloodGoesWithoutAlarmWhenTheLastOneEnds() {
        Interleavings.on(() -> new Shared(3))
                .invocations(100)
                .thread("falls", shared -> {
                    shared.alarm.removed();
                    shared.alarm.removed();
                })
                .thread("rises", shared -> {
                    shared.alarm.added();
                    shared.alarm.added();
                })
                .then(shared -> {
                    int before = shared.alarms.get();
                    Expect.equal(3L, shared.alarm.depth(), "depth");
                    shared.alarm.added();
                    Expect.equal(
                            before, shared.alarms.get(), "alarms, after one more above high in a flood that lasts");
                })
                .check();
    }
}

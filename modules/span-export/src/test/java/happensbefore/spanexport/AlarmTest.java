package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A sleeper that is woken in time, and not for nothing.
@Timeout(60)
class AlarmTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long FOREVER = Long.MAX_VALUE;

    private final AtomicLong count = new AtomicLong();
    private final Alarm alarm = new Alarm(Thread.currentThread(), count::get);
    private volatile @Nullable Alarm ofSleeper;

    @Test
    void nobodyIsWokenBeforeTheNumberIsReached() {
        assertThat(alarm.reached(5)).as("nobody sleeps").isFalse();
        assertThat(alarm.set(3)).isTrue();
        assertThat(alarm.reached(2)).isFalse();
        assertThat(alarm.reached(3)).isTrue();
        assertThat(alarm.reached(4)).as("one call is enough").isFalse();
    }

    @Test
    void whatWasReachedBeforeIsNotSleptOver() {
        count.set(3);
        assertThat(alarm.set(3)).isFalse();
        alarm.sleep(3, FOREVER);
        assertThat(alarm.reached(9)).as("awake again").isFalse();
    }

    @Test
    void aRingIsNotSleptOverAndIsHeardOnce() {
        alarm.ring();
        alarm.sleep(1, FOREVER);
        assertThat(alarm.silence()).isTrue();
        assertThat(alarm.silence()).isFalse();
        assertThat(alarm.set(1)).isTrue();
    }

    @Test
    void whoSleepsIsWokenByTheCount() throws InterruptedException {
        wakes(sleeper -> {
            boolean _ = sleeper.reached(count.incrementAndGet());
        });
    }

    @Test
    void whoSleepsIsWokenByARing() throws InterruptedException {
        wakes(Alarm::ring);
    }

    private void wakes(Consumer<Alarm> event) throws InterruptedException {
        try (Race race = Race.within(LONG)) {
            race.thread("sleeper", () -> {
                Alarm mine = new Alarm(Thread.currentThread(), count::get);
                ofSleeper = mine;
                while (count.get() < 1 && !mine.silence()) {
                    mine.sleep(1, FOREVER);
                }
            });
            race.thread("other", () -> {
                Alarm sleeper;
                while ((sleeper = ofSleeper) == null) {
                    Thread.onSpinWait();
                }
                event.accept(sleeper);
            });
            race.run();
        }
    }

    static final class Sleep {
        final AtomicLong count = new AtomicLong();
        final Alarm alarm = new Alarm(new Thread(() -> {}), count::get);
        volatile boolean sleeps;
        volatile boolean woken;
        volatile boolean due;
        volatile boolean heard;
    }

    @Test
    void noNumberIsSleptOver() {
        Interleavings.on(Sleep::new)
                .invocations(300)
                .thread("producer", it -> it.woken = it.alarm.reached(it.count.incrementAndGet()))
                .thread("sleeper", it -> it.sleeps = it.alarm.set(1))
                .then(it -> Expect.that(it.woken || !it.sleeps, "it sleeps, and nobody wakes it"))
                .check();
    }

    @Test
    void noRingIsSleptOverWhenTheLastOneIsJustSilenced() {
        Interleavings.on(() -> {
                    Sleep it = new Sleep();
                    it.alarm.ring();
                    return it;
                })
                .invocations(300)
                .thread("owner", it -> {
                    it.due = true;
                    it.alarm.ring();
                })
                .thread("sleeper", it -> {
                    boolean _ = it.alarm.silence();
                    boolean seen = it.due;
                    it.sleeps = !seen && it.alarm.set(1);
                })
                .then(it -> Expect.that(!it.sleeps || it.alarm.silence(), "it sleeps, and what is due is forgotten"))
                .check();
    }

    @Test
    void noRingIsSilencedUnheard() {
        Interleavings.on(Sleep::new)
                .invocations(100)
                .thread("owner", it -> it.alarm.ring())
                .thread("sleeper", it -> it.heard = it.alarm.silence())
                .then(it -> Expect.that(it.heard || it.alarm.silence(), "it rang, and nobody heard it"))
                .check();
    }
}

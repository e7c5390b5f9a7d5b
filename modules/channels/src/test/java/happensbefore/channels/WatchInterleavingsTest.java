package happensbefore.channels;

import happensbefore.channels.Watch.Change;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// On platform threads: the model checker does not follow virtual ones.
class WatchInterleavingsTest {
    private static final class Shared {
        final Watch<Integer> watch = new Watch<>(0);
        final Watch<Integer>.Watcher watcher = watch.watcher();
        int seen;
        boolean ended;
        volatile int last;

        void learn(Change<Integer> change) {
            switch (change) {
                case Change.Changed<Integer> changed -> {
                    Expect.that(!ended, "a change after the end");
                    Expect.that(changed.value() > seen, "an older value, or the same once more");
                    Expect.equal((long) changed.value(), changed.version(), "the version of the value");
                    seen = changed.value();
                }
                case Change.Closed<Integer> closed -> {
                    Expect.equal(seen, closed.value(), "the last value at the end: the one that was seen");
                    ended = true;
                }
            }
        }
    }

    @Test
    void theLastValueIsSeenBeforeTheEnd() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("setter", shared -> {
                    shared.watch.set(1);
                    shared.watch.close();
                })
                .thread("watcher", shared -> {
                    while (!shared.ended) {
                        shared.learn(shared.watcher.awaitChange());
                    }
                })
                .then(shared -> Expect.equal(1, shared.seen, "the last value seen"))
                .check();
    }

    @Test
    void aChangeIsNeverMissedWhenTheTimeEnds() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("setter", shared -> shared.watch.set(1))
                .thread("watcher", shared -> {
                    try {
                        shared.learn(shared.watcher.awaitChange(Duration.ZERO));
                    } catch (TimeoutException e) {
                        Expect.equal(0, shared.seen, "seen before the timeout");
                    }
                })
                .then(shared -> {
                    shared.watcher.tryChange().ifPresent(shared::learn);
                    Expect.equal(1, shared.seen, "the last value seen, then or later");
                })
                .check();
    }

    @Test
    void aValueThatIsSetWhileAnotherIsLookedAtIsNotMissed() {
        Interleavings.on(Shared::new)
                .invocations(200)
                .thread("setter", shared -> {
                    shared.watch.set(1);
                    shared.watch.set(2);
                })
                .thread("watcher", shared -> shared.watcher.tryChange().ifPresent(shared::learn))
                .then(shared -> {
                    shared.watcher.tryChange().ifPresent(shared::learn);
                    Expect.equal(2, shared.seen, "the last value seen, then or later");
                })
                .check();
    }

    @Test
    void concurrentUpdatesAreNeverLost() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("one", shared -> shared.watch.update(value -> value + 1))
                .thread("other", shared -> shared.watch.update(value -> value + 1))
                .then(shared -> {
                    shared.watcher.tryChange().ifPresent(shared::learn);
                    Expect.equal(2, shared.seen, "the value after two updates");
                })
                .check();
    }

    @Test
    void aSetIsDoneOrRefusedWhenTheWatchIsClosed() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("closes", shared -> shared.watch.close())
                .thread("setter", shared -> {
                    try {
                        shared.watch.set(1);
                        shared.last = 1;
                    } catch (IllegalStateException e) {
                        Expect.equal(0, shared.watch.get(), "the value after a refused set");
                    }
                })
                .then(shared -> {
                    Expect.equal(shared.last, shared.watch.get(), "the value at the end: of the set, if it was done");
                    while (!shared.ended) {
                        shared.learn(shared.watcher.tryChange().orElseThrow());
                    }
                    Expect.equal(shared.watch.get(), shared.seen, "the last value seen");
                })
                .check();
    }
}

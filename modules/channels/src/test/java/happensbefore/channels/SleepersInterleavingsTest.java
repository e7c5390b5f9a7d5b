package happensbefore.channels;

import happensbefore.channels.Sleepers.Sleeper;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The steps of sleeping and waking. To sleep for no time is to be listed and to look: what comes before each park.
@Timeout(60)
class SleepersInterleavingsTest {
    private static final class Shared {
        final Sleepers sleepers = new Sleepers();
        final Sleeper one = new Sleeper();
        final Sleeper other = new Sleeper();
        volatile int version;
        volatile boolean wouldPark;

        /// Looks for a change that does not come, and would park.
        void list(Sleeper sleeper) throws InterruptedException {
            Expect.that(!sleepers.sleepUntil(() -> version < 0, sleeper, 0), "there was no such change");
        }

        void change() {
            version++;
            sleepers.wakeAll();
        }

        /// Who counts as listed is where one that wakes all finds it.
        void nobodyIsOutOfReach() {
            sleepers.wakeAll();
            Expect.that(!one.listed && !other.listed, "listed, and not found by who wakes all");
        }
    }

    private static Schedules<Shared> after(Schedules.Action<Shared> before) {
        return Interleavings.on(() -> {
                    Shared shared = new Shared();
                    try {
                        before.on(shared);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return shared;
                })
                .invocations(200);
    }

    @Test
    void whoSleepsHasSeenTheChangeOrIsWoken() {
        after(_ -> {})
                .thread("changes", Shared::change)
                .thread(
                        "sleeps",
                        shared ->
                                shared.wouldPark = !shared.sleepers.sleepUntil(() -> shared.version > 0, shared.one, 0))
                .then(shared -> Expect.that(!shared.wouldPark || !shared.one.listed, "sleeps, and nobody will wake it"))
                .check();
    }

    @Test
    void whoListsItselfWhileOthersAreWokenIsFoundNextTime() {
        after(shared -> shared.list(shared.one))
                .thread("wakes", Shared::change)
                .thread("lists", shared -> shared.list(shared.other))
                .then(Shared::nobodyIsOutOfReach)
                .check();
    }

    @Test
    void whoListsItselfAgainWhileItIsWokenTakesNobodyWithIt() {
        after(shared -> {
                    shared.list(shared.other);
                    shared.list(shared.one); // in front of the other
                })
                .thread("wakes", Shared::change)
                .thread("lists", shared -> shared.list(shared.one))
                .then(Shared::nobodyIsOutOfReach)
                .check();
    }

    @Test
    void twoThatListThemselvesAreBothFound() {
        after(_ -> {})
                .thread("one", shared -> shared.list(shared.one))
                .thread("other", shared -> shared.list(shared.other))
                .then(Shared::nobodyIsOutOfReach)
                .check();
    }

    @Test
    void whoSleepsOnAfterAWakeUpIsWokenByTheNextOne() {
        after(_ -> {})
                .thread("changes", shared -> {
                    shared.change();
                    shared.change();
                })
                .thread(
                        "sleeps",
                        shared -> Expect.that(
                                shared.sleepers.sleepUntil(() -> shared.version == 2, shared.one, Sleepers.FOREVER),
                                "a sleep for ever had an end"))
                .check();
    }

    @Test
    void aChangeAndAnInterruptAtOnceAreAChangeAndTheInterruptIsKept() {
        after(_ -> {})
                .thread("changes", Shared::change)
                .thread("sleeps", shared -> {
                    Thread.currentThread().interrupt();
                    try {
                        shared.sleepers.sleepUntil(() -> shared.version > 0, shared.one, Sleepers.FOREVER);
                        Expect.that(Thread.interrupted(), "the interrupt was swallowed");
                    } catch (InterruptedException e) {
                        Expect.that(!Thread.interrupted(), "the interrupt was told, and is still set");
                    }
                })
                .check();
    }
}

package happensbefore.workstealing;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The steps of sleeping and waking, in every order of one memory for all: no work waits while somebody sleeps who may
/// be awake. That a processor keeps the order is a stress test's.
class IdleInterleavingsTest {
    /// A pool of one worker, which is searching, and of one spare.
    static final class One {
        final IdleWorkers idle = started(1, 2);
        final AtomicInteger work = new AtomicInteger();
        volatile int summoned = IdleWorkers.NOBODY;
        volatile int summonedByWorker = IdleWorkers.NOBODY;
        volatile boolean closed;

        void put() {
            work.incrementAndGet();
            summoned = idle.summon();
        }

        /// The steps of a worker that finds nothing, up to the point where it would park.
        void lieDown(boolean lookAgain) {
            if (work.get() > 0) {
                idle.found();
                return;
            }
            idle.rest(0);
            if (lookAgain && work.get() > 0) {
                summonedByWorker = idle.summon();
            }
        }

        void closeIfDone() {
            long view = idle.allRest();
            if (view >= 0 && work.get() == 0) {
                closed = idle.close(view);
            }
        }
    }

    /// A pool of two workers, which both search.
    static final class Two {
        final IdleWorkers idle = new IdleWorkers(2, 2);
        final AtomicInteger work = new AtomicInteger();

        Two() {
            idle.summon();
            idle.nextIndex();
            idle.found();
            idle.summon();
            idle.nextIndex();
            idle.search();
        }

        void put() {
            work.incrementAndGet();
            idle.summon();
        }

        /// Takes what there is, as long as it finds something or was woken meanwhile.
        void workOrLieDown(int self) {
            while (true) {
                if (take()) {
                    if (idle.found()) {
                        idle.summon();
                    }
                    idle.search();
                } else {
                    idle.rest(self);
                    if (work.get() > 0) {
                        idle.summon();
                    }
                    if (idle.resting(self)) {
                        return;
                    }
                }
            }
        }

        private boolean take() {
            int now = work.get();
            return now > 0 && work.compareAndSet(now, now - 1);
        }
    }

    private static IdleWorkers started(int parallelism, int most) {
        IdleWorkers idle = new IdleWorkers(parallelism, most);
        idle.summon();
        idle.nextIndex();
        return idle;
    }

    @Test
    void aWorkerSeesTheWorkOrIsWoken() {
        Interleavings.on(One::new)
                .invocations(150)
                .thread("producer", One::put)
                .thread("worker", one -> one.lieDown(true))
                .then(one -> Expect.that(!one.idle.resting(0), "It sleeps, and there is work"))
                .check();
    }

    @Test
    void whoDoesNotLookAgainSleepsThroughWork() {
        Interleavings.on(One::new)
                .invocations(150)
                .thread("producer", One::put)
                .thread("worker", one -> one.lieDown(false))
                .then(one -> Expect.that(!one.idle.resting(0), "It sleeps, and there is work"))
                .findsBug();
    }

    @Test
    void twoItemsAreTakenBeforeBothSleep() {
        Interleavings.on(Two::new)
                .invocations(200)
                .thread("producer", two -> {
                    two.put();
                    two.put();
                })
                .thread("one", two -> two.workOrLieDown(0))
                .thread("other", two -> two.workOrLieDown(1))
                .then(two -> Expect.that(
                        two.work.get() == 0 || !two.idle.resting(0) || !two.idle.resting(1),
                        "Both sleep, and there is work"))
                .check();
    }

    @Test
    void aWorkerThatWaitsLeavesItsPlaceToAnother() {
        Interleavings.on(() -> {
                    One one = new One();
                    one.idle.found(); // it runs a task
                    return one;
                })
                .invocations(150)
                .thread("producer", One::put)
                .thread("worker", one -> {
                    one.idle.block();
                    if (one.work.get() > 0) {
                        one.summonedByWorker = one.idle.summon();
                    }
                })
                .then(one -> Expect.that(
                        one.summoned == IdleWorkers.START ^ one.summonedByWorker == IdleWorkers.START,
                        "One more had to be started, once: " + one.summoned + ", " + one.summonedByWorker))
                .check();
    }

    /// One rests, and the other one runs a task that is about to wait.
    @Test
    void whoIsWokenWhileAnotherOneMovesIsCountedAndSoIsTheOther() {
        Interleavings.on(() -> {
                    Two two = new Two();
                    two.idle.rest(0);
                    two.idle.found();
                    return two;
                })
                .invocations(80)
                .thread("producer", Two::put)
                .thread("other", two -> two.idle.block())
                .then(two -> {
                    Expect.that(!two.idle.resting(0), "It sleeps, and there is work");
                    Expect.equal(1, two.idle.awake(), "workers that are awake");
                })
                .check();
    }

    @Test
    void aPoolEndsOrWakesSomebodyAndNeverBoth() {
        Interleavings.on(() -> {
                    One one = new One();
                    one.idle.rest(0);
                    return one;
                })
                .invocations(150)
                .thread("producer", One::put)
                .thread("ends it", One::closeIfDone)
                .then(one -> Expect.that(
                        one.closed ^ one.summoned == 0, "closed " + one.closed + ", summoned " + one.summoned))
                .check();
    }
}

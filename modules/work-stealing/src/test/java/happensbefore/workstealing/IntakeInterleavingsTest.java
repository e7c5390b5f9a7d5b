package happensbefore.workstealing;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// A pusher that has its slot and has not filled it hides what lies behind it. In every order of one memory for all:
/// nobody sleeps through what is hidden, and no pool ends on top of it.
class IntakeInterleavingsTest {
    private static final int ENOUGH = 80;

    /// A pool of one worker, which is searching.
    static final class Pool {
        final Injector<Integer> injector = new Injector<>(2);
        final IdleWorkers idle = new IdleWorkers(1, 1);
        volatile boolean shutdown;
        volatile int accepted;
        volatile boolean ended;

        Pool() {
            idle.summon();
            idle.nextIndex();
        }

        void push(int item) {
            injector.push(item);
            idle.summon();
        }

        /// As a pool does it: who sees the shutdown after the push takes its task back.
        void submit(int item) {
            push(item);
            acceptUnlessShutDown(item);
        }

        void acceptUnlessShutDown(int item) {
            if (!shutdown) {
                accepted = item;
            }
        }

        /// The rest of a `submit` that was stopped when it had its slot, the first.
        void goOn(int item) {
            injector.head().fill(0, item);
            idle.summon();
            acceptUnlessShutDown(item);
        }

        void lieDown(Predicate<Injector<Integer>> mayBeStolen) {
            idle.rest(0);
            if (mayBeStolen.test(injector)) {
                idle.summon();
            }
        }

        void shutDown(Predicate<Injector<Integer>> nothingIsLeft) {
            shutdown = true;
            long view = idle.allRest();
            ended = view >= 0 && nothingIsLeft.test(injector) && idle.close(view);
        }

        void expectNoSleeperBesideWork() {
            Expect.that(injector.isEmpty() || !idle.resting(0), "It sleeps, and there is work");
        }
    }

    private static Schedules<Pool> twoPushersAndASleeper(Predicate<Injector<Integer>> mayBeStolen) {
        return Interleavings.on(Pool::new)
                .invocations(ENOUGH)
                .thread("one", pool -> pool.push(1))
                .thread("other", pool -> pool.push(2))
                .thread("worker", pool -> pool.lieDown(mayBeStolen))
                .then(Pool::expectNoSleeperBesideWork);
    }

    @Test
    void whoIsStoppedOnItsWayInWakesTheSleeperWhenItGoesOn() {
        twoPushersAndASleeper(Injector::isReady).check();
    }

    @Test
    void whoNeverLooksSleepsBesideIt() {
        twoPushersAndASleeper(_ -> false).findsBug();
    }

    private static Schedules<Pool> aThiefAndASleeper(Predicate<Injector<Integer>> mayBeStolen) {
        return Interleavings.on(() -> {
                    Pool pool = new Pool();
                    pool.push(1);
                    pool.push(2);
                    return pool;
                })
                .invocations(ENOUGH)
                .thread("thief", pool -> pool.injector.steal())
                .thread("worker", pool -> pool.lieDown(mayBeStolen))
                .then(Pool::expectNoSleeperBesideWork);
    }

    @Test
    void aSlotThatAThiefHasEmptiedIsNotTakenForOneThatNobodyHasFilled() {
        aThiefAndASleeper(Injector::isReady).check();
    }

    private static Schedules<Pool> twoSubmittersAndAnEnd(Predicate<Injector<Integer>> nothingIsLeft) {
        return Interleavings.on(() -> {
                    Pool pool = new Pool();
                    pool.injector.head().claim();
                    return pool;
                })
                .invocations(ENOUGH)
                .thread("one, stopped on its way", pool -> pool.goOn(1))
                .thread("other", pool -> pool.submit(2))
                .thread("worker", pool -> {
                    pool.lieDown(Injector::isReady);
                    pool.shutDown(nothingIsLeft);
                })
                .then(pool -> Expect.that(
                        !pool.ended || pool.accepted == 0,
                        "The pool has ended, and " + pool.accepted + " was accepted"));
    }

    @Test
    void noPoolEndsWhileATaskIsOnItsWayIn() {
        twoSubmittersAndAnEnd(Injector::isEmpty).check();
    }

    @Test
    void whoEndsItWhenNothingCanBeStolenLosesWhatIsHidden() {
        twoSubmittersAndAnEnd(injector -> !injector.isReady()).findsBug();
    }
}

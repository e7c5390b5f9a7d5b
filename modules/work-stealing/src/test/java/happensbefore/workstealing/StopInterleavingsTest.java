package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What a worker does while its pool is stopped, in every order: each task is returned, or refused, and never both.
class StopInterleavingsTest {
    private static final int ENOUGH = 40;
    private static final PoolSettings ALONE = PoolSettings.of(1).withSpares(0);

    /// A pool whose one worker is the thread of that name: no other is started.
    static final class Stopped {
        private final WorkStealingPool pool = new WorkStealingPool(ALONE);
        private final Worker worker = new Worker(pool, 0, new IdleWorkers(1, 1));
        private final PoolEnd end = pool.end;
        volatile boolean accepted;
        volatile int returned;

        void stop() {
            returned = end.stop(() -> new Worker[] {worker}).size();
        }

        void handOn() {
            accepted = end.handedOn(() -> {});
        }

        /// As `execute` does it in one of the pool's own tasks.
        void submit() {
            worker.deque.push(() -> {});
            accepted = !(end.isStopping() && PoolEnd.takenBack(worker));
        }

        /// As a worker does it before it looks into its deque.
        void dropForks() {
            if (end.isStopping()) {
                end.dropForks(worker);
            }
        }

        void expectReturnedOrRefused() {
            Expect.equal(accepted ? 1 : 0, returned, "tasks that were returned");
        }
    }

    @Test
    void aTaskThatIsHandedOnIsReturnedOrRefused() {
        Interleavings.on(Stopped::new)
                .invocations(ENOUGH)
                .thread("worker", Stopped::handOn)
                .thread("stops", Stopped::stop)
                .then(Stopped::expectReturnedOrRefused)
                .check();
    }

    @Test
    void aTaskThatAWorkerSubmitsIsReturnedOrRefused() {
        Interleavings.on(Stopped::new)
                .invocations(ENOUGH)
                .thread("worker", Stopped::submit)
                .thread("stops", Stopped::stop)
                .then(Stopped::expectReturnedOrRefused)
                .check();
    }

    @Test
    void whoDropsItsForksDropsNothingThatWasSubmitted() {
        Interleavings.on(() -> {
                    Stopped stopped = new Stopped();
                    stopped.submit();
                    return stopped;
                })
                .invocations(ENOUGH)
                .thread("worker", Stopped::dropForks)
                .thread("stops", Stopped::stop)
                .then(Stopped::expectReturnedOrRefused)
                .check();
    }

    @Test
    void afterAStopNothingIsHandedOn() {
        Stopped stopped = new Stopped();
        stopped.stop();
        stopped.handOn();
        assertThat(stopped.accepted).isFalse();
        assertThat(stopped.pool.counts().waitingOutside()).isZero();
    }

    /// Two thieves, and one task.
    static final class Robbed {
        private final WorkStealingPool pool = new WorkStealingPool(ALONE);
        private final IdleWorkers idle = new IdleWorkers(3, 3);
        private final Worker victim = new Worker(pool, 0, idle);
        private final Worker one = new Worker(pool, 1, idle);
        private final Worker other = new Worker(pool, 2, idle);

        Robbed() {
            victim.deque.push(() -> {});
        }

        static void rob(Worker thief, Worker victim) {
            boolean won = thief.stealFrom(victim) != null;
            Expect.equal(won ? 1L : 0L, thief.tally.stolen(), "tasks that it has stolen");
            Expect.that(!won || thief.tally.lost() == 0, "it has won, and not lost");
        }
    }

    /// Of all orders in which they come, there is one in which the second has seen the task, and loses it.
    @Test
    void aTaskIsStolenOnceAndALostRaceIsCounted() {
        AtomicLong lost = new AtomicLong();
        Interleavings.on(Robbed::new)
                .invocations(ENOUGH)
                .thread("one", robbed -> Robbed.rob(robbed.one, robbed.victim))
                .thread("other", robbed -> Robbed.rob(robbed.other, robbed.victim))
                .then(robbed -> {
                    Expect.equal(1L, robbed.one.tally.stolen() + robbed.other.tally.stolen(), "thefts");
                    lost.addAndGet(robbed.one.tally.lost() + robbed.other.tally.lost());
                })
                .check();
        assertThat(lost).hasPositiveValue();
    }
}

package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.ChaseLevDeque;
import happensbefore.workstealing.IdleWorkers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// The missed wake-up, as the store buffering that it is. Both go along a row of pools from opposite ends: somewhere
/// they meet, and at a single pool they seldom would.
@JCStressTest
@Outcome(id = "false", expect = ACCEPTABLE, desc = "In each pool the worker saw the task, or was woken.")
@Outcome(
        id = "true",
        expect = FORBIDDEN,
        desc = "Who put the task saw nobody sleep, and the worker saw no task: it would sleep on, beside a task.")
@State
public class AWorkerSeesTheWorkOrIsWokenStress {
    private static final int POOLS = 16;

    private static final class Pool {
        final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>(2);
        final IdleWorkers idle = new IdleWorkers(1, 1);
        boolean sawTheTask;

        Pool() {
            idle.summon(); // its only worker starts, and searches
            idle.nextIndex();
        }

        boolean missed() {
            return !sawTheTask && idle.resting(0);
        }
    }

    private final Pool[] pools = new Pool[POOLS];

    public AWorkerSeesTheWorkOrIsWokenStress() {
        for (int i = 0; i < POOLS; i++) {
            pools[i] = new Pool();
        }
    }

    @Actor
    public void giver() {
        for (Pool pool : pools) {
            pool.deque.push(1);
            pool.idle.summon();
        }
    }

    @Actor
    public void worker() {
        for (int i = POOLS - 1; i >= 0; i--) {
            pools[i].idle.rest(0);
            pools[i].sawTheTask = !pools[i].deque.isEmpty();
        }
    }

    @Arbiter
    public void verdict(Z_Result r) {
        for (Pool pool : pools) {
            r.r1 |= pool.missed();
        }
    }
}

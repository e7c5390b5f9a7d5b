package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.Fork;
import happensbefore.workstealing.WorkStealingPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Forks write plain fields and read what their forker wrote. Two trees at a time, so that each steals from the other.
@JCStressTest
@Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "Each join saw what its own forks wrote, and their results.")
@Outcome(expect = FORBIDDEN, desc = "A join returned before its fork's writes were seen, or another fork's result.")
@State
public class AJoinReturnsWhatItsForkWroteStress {
    private static final WorkStealingPool POOL = new WorkStealingPool(2);

    private static final class Tree extends Fork<Integer> {
        private int given;
        private int one;
        private int two;

        @Override
        protected Integer compute() {
            given = 3;
            Fork<Integer> first = POOL.fork(() -> one = given);
            Fork<Integer> second = POOL.fork(() -> two = given + 1);
            int sum = second.join() + first.join();
            return sum == one + two ? sum : -1;
        }
    }

    @Actor
    public void oneCaller(II_Result r) {
        r.r1 = POOL.invoke(new Tree());
    }

    @Actor
    public void otherCaller(II_Result r) {
        r.r2 = POOL.invoke(new Tree());
    }
}

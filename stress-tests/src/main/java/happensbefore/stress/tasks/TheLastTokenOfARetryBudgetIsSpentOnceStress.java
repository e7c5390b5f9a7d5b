package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.tasks.RetryBudget;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Two callers ask for the one retry that is left.
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first caller may retry, the second may not.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second caller may retry, the first may not.")
@State
public class TheLastTokenOfARetryBudgetIsSpentOnceStress {
    private final RetryBudget budget = new RetryBudget(0.1, 1);

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = budget.trySpend();
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = budget.trySpend();
    }
}

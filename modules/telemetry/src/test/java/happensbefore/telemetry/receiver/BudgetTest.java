package happensbefore.telemetry.receiver;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Test;

/// Bytes that two requests ask for at once, in every order of one memory for all.
class BudgetTest {
    static final class Shared {
        final Budget budget = new Budget(100);
        volatile boolean one;
        volatile boolean other;
    }

    @Test
    void whatIsThereOnceIsTakenOnce() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("one", shared -> shared.one = shared.budget.tryTake(60))
                .thread("other", shared -> shared.other = shared.budget.tryTake(60))
                .then(shared -> {
                    Expect.that(shared.one != shared.other, "both have it, or neither");
                    Expect.equal(40L, shared.budget.left(), "left");
                })
                .check();
    }

    @Test
    void whatIsGivenBackIsThereForTheNext() {
        Interleavings.on(() -> {
                    Shared shared = new Shared();
                    shared.one = shared.budget.tryTake(60);
                    return shared;
                })
                .invocations(100)
                .thread("one", shared -> shared.budget.giveBack(60))
                .thread("other", shared -> shared.other = shared.budget.tryTake(40))
                .then(shared -> Expect.equal(shared.other ? 60L : 100L, shared.budget.left(), "left"))
                .check();
    }
}

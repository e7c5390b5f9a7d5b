package happensbefore.tasks;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    /// One token is left, and a deposit makes half of one.
    public static class Budget {
        private final RetryBudget budget = new RetryBudget(0.5, 1);

        public boolean trySpend() {
            return budget.trySpend();
        }

        public void deposit() {
            budget.deposit();
        }

        public int available() {
            return budget.available();
        }
    }

    @Test
    void retriesAreAFractionOfTheFirstAttemptsAfterTheReserve() {
        RetryBudget budget = new RetryBudget(0.1, 5);
        int retries = 0;
        for (int attempt = 0; attempt < 1_000; attempt++) {
            budget.deposit();
            retries += budget.trySpend() ? 1 : 0;
        }
        assertThat(retries).isBetween(100, 105);
    }

    @Test
    void noMoreThanTheReserveIsSavedUp() {
        RetryBudget budget = new RetryBudget(1, 3);
        for (int i = 0; i < 100; i++) {
            budget.deposit();
        }
        assertThat(budget.available()).isEqualTo(3);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryBudget(-0.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryBudget(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryBudget(0.1, -1));
    }

    @Test
    void theLastTokenIsSpentOnceInEveryOrder() {
        Interleavings.of(Budget.class)
                .invocations(300)
                .thread(op("trySpend"), op("deposit"))
                .thread(op("trySpend"), op("deposit"))
                .post("trySpend")
                .post("available")
                .check();
    }
}

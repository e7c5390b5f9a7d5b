package happensbefore.tasks;

import java.util.concurrent.atomic.AtomicLong;

/// How many retries may be made, for all callers of a backend together.
///
/// Each first attempt deposits a part of a token, each retry spends a whole one. So in the long run retries are
/// at most that part of the first attempts: a backend that fails everything sees its load grow by 10 percent,
/// and not fourfold. As in Finagle's `RetryBudget` and gRPC's retry throttling (proposal A6).
///
/// - Invariant: the balance is between zero and the reserve.
/// - Linearizes: at the successful compare-and-set; a refusal, at its read of the balance.
/// - Progress: lock-free.
public final class RetryBudget {
    private static final long TOKEN = 1_000;

    private final long deposit;
    private final long reserve;
    private final AtomicLong balance;

    /// @param ratio retries for each first attempt, in the long run; 0.1 is usual
    /// @param reserve retries that may be made before any deposit, and the most that can be saved up
    /// @throws IllegalArgumentException when the ratio is not between 0 and 1, or the reserve is negative
    public RetryBudget(double ratio, int reserve) {
        if (!(ratio >= 0 && ratio <= 1) || reserve < 0) {
            throw new IllegalArgumentException("a ratio of " + ratio + " with a reserve of " + reserve);
        }
        this.deposit = Math.round(ratio * TOKEN);
        this.reserve = reserve * TOKEN;
        this.balance = new AtomicLong(this.reserve);
    }

    // @start region="spend"
    /// Notes a first attempt.
    public void deposit() {
        long seen;
        do {
            seen = balance.get();
        } while (!balance.compareAndSet(seen, Math.min(reserve, seen + deposit)));
    }

    /// Asks for one retry.
    ///
    /// @return false when the budget is spent: then do not retry
    public boolean trySpend() {
        long seen;
        do {
            seen = balance.get();
            if (seen < TOKEN) {
                return false;
            }
        } while (!balance.compareAndSet(seen, seen - TOKEN));
        return true;
    }
    // @end

    /// How many retries could be made now.
    public int available() {
        return Math.toIntExact(balance.get() / TOKEN);
    }
}

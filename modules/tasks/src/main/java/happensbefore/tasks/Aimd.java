package happensbefore.tasks;

import java.time.Duration;

/// Additive increase, multiplicative decrease (D.-M. Chiu, R. Jain, 1989): one more after a good window, a
/// fraction after a slow one.
///
/// It must be told what slow is. Several clients of one backend come to equal shares.
///
/// @param initial the first limit
/// @param most the highest
/// @param slow a window whose mean latency is above this is slow
/// @param decrease what a limit is multiplied by after a slow window, or after a call that was turned away
public record Aimd(int initial, int most, Duration slow, double decrease) implements LimitRule {
    /// @throws IllegalArgumentException when not 1 <= initial <= most, 0 < slow, and 0 < decrease < 1
    public Aimd {
        if (initial < 1 || most < initial || !slow.isPositive() || !(decrease > 0 && decrease < 1)) {
            throw new IllegalArgumentException(
                    "from " + initial + " to " + most + ", slow above " + slow + ", decrease by " + decrease);
        }
    }

    @Override
    public LimitRule.Course start() {
        return new Course(this, initial);
    }

    record Course(Aimd rule, double limit) implements LimitRule.Course {
        // @start region="next"
        @Override
        public LimitRule.Course next(Window seen) {
            if (seen.overloads() > 0 || seen.meanNanos() > rule.slow().toNanos()) {
                return new Course(rule, Math.max(1, limit * rule.decrease()));
            }
            return seen.isBusy(limit) ? new Course(rule, Math.min(rule.most(), limit + 1)) : this;
        }
        // @end
    }
}

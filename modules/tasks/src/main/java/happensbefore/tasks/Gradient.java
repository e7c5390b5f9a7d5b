package happensbefore.tasks;

/// Compares each window's latency with the latency without a queue, and keeps the queue short.
///
/// The idea is TCP Vegas' (L. Brakmo, L. Peterson, 1994), the form that of Netflix's concurrency-limits: the
/// limit is multiplied by the ratio of the two latencies, and a headroom is added, so that it can grow. The
/// latency without a queue is the lowest seen; now and then the limit is halved for one window to measure it
/// anew, or a backend that has become slower would look overloaded for ever.
///
/// @param initial the first limit
/// @param most the highest
/// @param tolerance how many times the latency without a queue is still no queue, for instance 1.1
/// @param probeEvery windows between two measurements of the latency without a queue
public record Gradient(int initial, int most, double tolerance, int probeEvery) implements LimitRule {
    private static final double STEEPEST = 0.5;
    private static final double SMOOTHING = 0.5;

    /// @throws IllegalArgumentException when not 1 <= initial <= most, 1 <= tolerance, and 2 <= probeEvery
    public Gradient {
        if (initial < 1 || most < initial || !(tolerance >= 1) || probeEvery < 2) {
            throw new IllegalArgumentException("from " + initial + " to " + most + ", tolerance " + tolerance
                    + ", a probe every " + probeEvery + " windows");
        }
    }

    @Override
    public LimitRule.Course start() {
        return new Course(this, initial, Double.POSITIVE_INFINITY, 0, 0);
    }

    /// @param baseline the latency without a queue, in nanoseconds
    /// @param windows since the last probe
    /// @param resume the limit to go on with after the window that is a probe; 0 when this is none
    record Course(Gradient rule, double limit, double baseline, int windows, double resume)
            implements LimitRule.Course {
        // @start region="next"
        @Override
        public LimitRule.Course next(Window seen) {
            if (seen.overloads() > 0 || seen.samples() == 0) {
                return new Course(rule, Math.max(1, limit * STEEPEST), baseline, windows + 1, 0);
            }
            if (resume > 0) {
                return new Course(rule, resume, seen.meanNanos(), 0, 0);
            }
            double lowest = Math.min(baseline, seen.meanNanos());
            double followed = follow(lowest, seen);
            return windows + 1 < rule.probeEvery()
                    ? new Course(rule, followed, lowest, windows + 1, 0)
                    : new Course(rule, Math.max(1, followed * STEEPEST), lowest, 0, followed);
        }

        private double follow(double lowest, Window seen) {
            double gradient = Math.clamp(rule.tolerance() * lowest / seen.meanNanos(), STEEPEST, 1);
            double target = limit * gradient + Math.sqrt(limit); // the headroom: a short queue, or room to grow
            double smoothed = limit + SMOOTHING * (target - limit);
            double grown = seen.isBusy(limit) ? smoothed : Math.min(smoothed, limit);
            return Math.clamp(grown, 1, rule.most());
        }
        // @end
    }
}

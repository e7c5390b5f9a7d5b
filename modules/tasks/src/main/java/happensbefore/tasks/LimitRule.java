package happensbefore.tasks;

/// How a concurrency limit follows what was measured. A rule is immutable; where it stands is a [Course].
public sealed interface LimitRule permits Aimd, Gradient {
    /// Where a rule begins.
    Course start();

    /// Where a rule stands. Immutable.
    sealed interface Course permits Aimd.Course, Gradient.Course {
        /// At least 1; the part after the point counts for the next step only.
        double limit();

        /// Where it stands after a window of calls.
        Course next(Window seen);
    }

    /// Calls that began and ended under one limit.
    ///
    /// @param samples how many latencies were measured
    /// @param meanNanos their mean; NaN when there are none
    /// @param peakInFlight the most calls that were in flight
    /// @param overloads calls that the other side turned away because it had too much to do
    record Window(int samples, double meanNanos, int peakInFlight, int overloads) {
        /// Whether the limit was in the way of anybody: if not, success says nothing about a higher one.
        boolean isBusy(double limit) {
            return peakInFlight * 2 >= limit;
        }
    }
}

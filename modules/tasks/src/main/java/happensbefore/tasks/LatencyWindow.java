package happensbefore.tasks;

import happensbefore.tasks.LimitRule.Window;

/// What was measured since the limit was last looked at.
///
/// Only calls that began in the window count in it: one that began under another limit tells about
/// that one. Not thread-safe.
final class LatencyWindow {
    private static final int FEWEST = 10;

    private final int wanted;
    private double sum;
    private int samples;
    private int peak;
    private int overloads;

    /// @param limit the limit that holds in this window; so many calls are about one latency long
    LatencyWindow(int limit) {
        wanted = Math.max(FEWEST, limit);
    }

    void inFlight(int calls) {
        peak = Math.max(peak, calls);
    }

    void succeeded(long nanos) {
        sum += nanos;
        samples++;
    }

    void overloaded() {
        overloads++;
    }

    /// A call that was turned away is reason enough to look at once.
    boolean isComplete() {
        return samples >= wanted || overloads > 0;
    }

    Window seen() {
        return new Window(samples, sum / samples, peak, overloads);
    }
}

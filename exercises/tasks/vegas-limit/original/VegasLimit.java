package happensbefore.exercises.vegaslimit;

import java.time.Duration;

/// A limit on calls in flight that keeps the queue at the backend short. For one thread at a time.
public final class VegasLimit {
    /// The highest limit.
    public static final int MOST = 200;
    /// A queue of fewer calls leaves room for more.
    public static final int SHORT = 3;
    /// A queue of more calls is too long.
    public static final int LONG = 6;
    /// How many rounds `best` is remembered.
    public static final int MEMORY = 100;

    private final int limit;

    /// @param initial from 1 to [#MOST]
    public VegasLimit(int initial) {
        limit = initial;
    }

    /// How many calls may be in flight.
    public int limit() {
        return limit;
    }

    /// Takes note of a round of calls.
    ///
    /// @param meanLatency of the calls that succeeded
    /// @param peakInFlight the most calls that were in flight
    public void round(Duration meanLatency, int peakInFlight) {
        // adapts to nothing
    }

    /// Takes note of a call that the backend turned away.
    public void turnedAway() {
        // and hears nothing
    }
}

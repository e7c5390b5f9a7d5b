package happensbefore.exercises.stuckbreaker;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets calls through until too many of the last ones have failed; later some, to see whether it may let through all.
public final class RateBreaker {
    /// Which calls are let through: all, none, or a few.
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final int failures;
    private final AtomicInteger failed = new AtomicInteger();

    /// @param window of how many results it thinks
    /// @param failures among them that open it
    /// @param probes calls that must all succeed before it closes
    /// @param pauseNanos for which it stays open
    /// @param clock in nanoseconds; only differences mean something
    public RateBreaker(int window, int failures, int probes, long pauseNanos, LongSupplier clock) {
        this.failures = failures;
    }

    /// Asks for a call. Any thread.
    ///
    /// @return null when it is not let through
    public @Nullable Permit tryCall() {
        return state() == State.CLOSED ? new Permit() : null;
    }

    /// Any thread.
    public State state() {
        return failed.get() < failures ? State.CLOSED : State.OPEN;
    }

    /// A call that was let through. The first word about it counts. Any thread.
    public final class Permit {
        private Permit() {}

        public void succeeded() {}

        public void failed() {
            failed.incrementAndGet();
        }

        /// It was not made.
        public void abandoned() {}
    }
}

package happensbefore.exercises.stuckbreaker;

import java.util.ArrayDeque;
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

    private enum Word {
        SUCCEEDED,
        FAILED,
        ABANDONED
    }

    private final int window;
    private final int failures;
    private final int probes;
    private final long pauseNanos;
    private final LongSupplier clock;

    private State state = State.CLOSED; // guarded by this, as all below
    private long changes; // of the state, so far
    private final ArrayDeque<Boolean> results = new ArrayDeque<>(); // while closed; true for a success
    private long openedAt;
    private int places; // free for probes
    private int successes; // of probes

    /// @param window of how many results it thinks
    /// @param failures among them that open it
    /// @param probes calls that must all succeed before it closes
    /// @param pauseNanos for which it stays open
    /// @param clock in nanoseconds; only differences mean something
    public RateBreaker(int window, int failures, int probes, long pauseNanos, LongSupplier clock) {
        this.window = window;
        this.failures = failures;
        this.probes = probes;
        this.pauseNanos = pauseNanos;
        this.clock = clock;
    }

    /// Asks for a call. Any thread.
    ///
    /// @return null when it is not let through
    public synchronized @Nullable Permit tryCall() {
        if (state == State.OPEN && clock.getAsLong() - openedAt >= pauseNanos) {
            change(State.HALF_OPEN);
            places = probes;
            successes = 0;
        }
        return switch (state) {
            case CLOSED -> new Permit(changes);
            case OPEN -> null;
            case HALF_OPEN -> tryProbe();
        };
    }

    private @Nullable Permit tryProbe() {
        if (places == 0) {
            return null;
        }
        places--;
        return new Permit(changes);
    }

    /// Any thread.
    public synchronized State state() {
        return state;
    }

    private void change(State next) {
        state = next;
        changes++;
    }

    private void open() {
        change(State.OPEN);
        openedAt = clock.getAsLong();
    }

    private synchronized void enter(Permit permit, Word word) {
        if (permit.told) {
            return;
        }
        permit.told = true;
        switch (state) {
            case CLOSED -> enterResult(word);
            case HALF_OPEN -> enterProbe(word);
            case OPEN -> {} // it gives no permits
        }
    }

    private void enterResult(Word word) {
        if (word == Word.ABANDONED) {
            return;
        }
        results.add(word == Word.SUCCEEDED);
        if (results.size() > window) {
            results.remove();
        }
        if (results.stream().filter(success -> !success).count() >= failures) {
            open();
        }
    }

    private void enterProbe(Word word) {
        switch (word) {
            case ABANDONED -> places++;
            case FAILED -> open();
            case SUCCEEDED -> {
                successes++;
                if (successes == probes) {
                    change(State.CLOSED);
                    results.clear();
                }
            }
        }
    }

    /// A call that was let through. The first word about it counts. Any thread.
    public final class Permit {
        private final long change; // the number of the state in which it was given
        private boolean told; // guarded by the breaker

        private Permit(long change) {
            this.change = change;
        }

        public void succeeded() {
            enter(this, Word.SUCCEEDED);
        }

        public void failed() {
            enter(this, Word.FAILED);
        }

        /// It was not made.
        public void abandoned() {
            enter(this, Word.ABANDONED);
        }
    }
}

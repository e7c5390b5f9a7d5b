package happensbefore.spanexport;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets calls through while they succeed. After so many failures in a row it lets none through for a while, then
/// one: the probe. Whether that succeeds decides (Nygard, *Release It!*, 2007).
///
/// - Invariant: a result moves the phase in which its call began, and no later one. So there is one probe at a
///   time, and what began before the breaker opened says nothing about the backend now.
/// - Invariant: a probe ends. One without a result by the time of the next is given up.
/// - Linearizes: at the successful compare-and-set of the phase; what moves nothing, at its read.
/// - Progress: lock-free. For any number of threads.
public final class CircuitBreaker {
    /// Which calls are let through.
    public enum State {
        /// All of them.
        CLOSED,
        /// None, for a while.
        OPEN,
        /// None but the probe that is under way.
        HALF_OPEN
    }

    /// When to open, and for how long.
    ///
    /// @param failures in a row that open it
    /// @param pause until the first probe, and for its result; doubles with each probe that fails
    /// @param longestPause up to which it doubles
    public record Settings(int failures, Duration pause, Duration longestPause) {
        /// Five failures; a probe after a second, and in the end once a minute.
        public static final Settings DEFAULT = new Settings(5, Duration.ofSeconds(1), Duration.ofMinutes(1));

        /// @throws IllegalArgumentException when a bound is not positive, or the longest pause below the first
        public Settings {
            if (failures < 1 || !pause.isPositive() || longestPause.compareTo(pause) < 0) {
                throw new IllegalArgumentException(
                        failures + " failures, and a pause of " + pause + " to " + longestPause);
            }
        }
    }

    // @start region="phase"
    private sealed interface Phase {}

    /// @param era how often it had closed before: calls of an earlier one are stale
    private record Closed(long era, int failures) implements Phase {}

    /// @param until by the clock; no probe before it
    /// @param probe null as long as there was none
    private record Opened(
            long era, long pause, long until, @Nullable Call probe) implements Phase {}
    // @end

    private final Settings settings;
    private final LongSupplier nanos;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Closed(0, 0));
    private final LongAdder openings = new LongAdder();

    /// @param nanos a clock such as [System#nanoTime]
    public CircuitBreaker(Settings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    // @start region="tryCall"
    /// Asks for a call. Who gets one must say what became of it.
    ///
    /// @return null when it is not let through
    public @Nullable Call tryCall() {
        while (true) {
            Phase seen = phase.get();
            switch (seen) {
                case Closed closed -> {
                    return new Call(closed.era());
                }
                case Opened open -> {
                    long now = nanos.getAsLong();
                    if (now - open.until() < 0) {
                        return null;
                    }
                    Call probe = new Call(open.era());
                    if (phase.compareAndSet(seen, new Opened(open.era(), open.pause(), now + open.pause(), probe))) {
                        return probe;
                    }
                }
            }
        }
    }
    // @end

    /// A call that was let through. The first word about it counts. Any thread.
    public final class Call {
        private final long era;
        private final AtomicBoolean settled = new AtomicBoolean();

        private Call(long era) {
            this.era = era;
        }

        public void succeeded() {
            settle(Outcome.SUCCEEDED);
        }

        public void failed() {
            settle(Outcome.FAILED);
        }

        /// As a future ends: it succeeded with true.
        void ended(@Nullable Boolean success, @Nullable Throwable failure) {
            if (failure == null ? Boolean.TRUE.equals(success) : isAnswer(failure)) {
                succeeded();
            } else {
                failed();
            }
        }

        /// A backend that takes a batch and rejects some of it is well.
        private static boolean isAnswer(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof PartlyRejectedException;
        }

        /// It was not made, or nobody will know what became of it.
        public void abandoned() {
            settle(Outcome.ABANDONED);
        }

        private void settle(Outcome outcome) {
            if (settled.compareAndSet(false, true)) {
                move(this, outcome);
            }
        }
    }

    private enum Outcome {
        SUCCEEDED,
        FAILED,
        ABANDONED
    }

    // @start region="move"
    private void move(Call call, Outcome outcome) {
        Phase seen;
        Phase next;
        do {
            seen = phase.get();
            next = switch (seen) {
                case Closed closed -> closed.era() == call.era ? after(closed, outcome) : seen;
                case Opened open -> open.probe() == call ? after(open, outcome) : seen;
            };
        } while (next != seen && !phase.compareAndSet(seen, next));
        if (next != seen && next instanceof Opened && outcome == Outcome.FAILED) {
            openings.increment();
        }
    }

    private Phase after(Closed closed, Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> closed.failures() == 0 ? closed : new Closed(closed.era(), 0);
            case FAILED ->
                closed.failures() + 1 < settings.failures()
                        ? new Closed(closed.era(), closed.failures() + 1)
                        : opened(closed.era(), settings.pause().toNanos());
            case ABANDONED -> closed;
        };
    }

    private Phase after(Opened open, Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> new Closed(open.era() + 1, 0);
            case FAILED ->
                opened(
                        open.era(),
                        Math.min(2 * open.pause(), settings.longestPause().toNanos()));
            case ABANDONED -> new Opened(open.era(), open.pause(), nanos.getAsLong(), null); // the next is the probe
        };
    }

    private Phase opened(long era, long pause) {
        return new Opened(era, pause, nanos.getAsLong() + pause, null);
    }
    // @end

    public State state() {
        return switch (phase.get()) {
            case Closed _ -> State.CLOSED;
            case Opened open -> open.probe() == null ? State.OPEN : State.HALF_OPEN;
        };
    }

    /// How often it has opened, each probe that failed included.
    public long openings() {
        return openings.sum();
    }
}

package happensbefore.channels;

import happensbefore.channels.Sleepers.Sleeper;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// One value that changes, and watchers that wait for it to change. They see the latest value and may skip what
/// came between; they never miss the last one, even if the watch is closed right after it.
///
/// - Invariant: value, version and end are one immutable object. Each set raises the version by one; nothing
///   follows the end.
/// - Linearizes: at the CAS of that object; `get` and `latest`, at its read.
/// - Progress: `set` and `update` are lock-free, `get` is wait-free, and waiting parks.
/// - Memory: what a thread did before it set a value happens-before what follows its being seen.
///
/// Tokio's `watch`; the version is what makes the check for a change safe. Any number of threads, virtual or not,
/// may set; a watcher is for one thread at a time.
public final class Watch<T> implements AutoCloseable {
    /// What a watcher learns.
    public sealed interface Change<T> {
        /// How often the value had been set: 0 for the first.
        long version();

        /// The latest value.
        T value();

        /// A value that this watcher had not seen.
        record Changed<T>(long version, T value) implements Change<T> {}

        /// The watch is closed, and this watcher has seen its last value, which is this.
        record Closed<T>(long version, T value) implements Change<T> {}
    }

    private record State<T>(long version, T value, boolean closed) {}

    private final AtomicReference<State<T>> state;
    private final Sleepers sleepers = new Sleepers();

    public Watch(T initial) {
        state = new AtomicReference<>(new State<>(0, Objects.requireNonNull(initial, "initial"), false));
    }

    /// The latest value.
    public T get() {
        return state.get().value();
    }

    /// Sets the value and wakes all who wait for a change, equal or not.
    ///
    /// @throws IllegalStateException when this was closed
    public void set(T value) {
        Objects.requireNonNull(value, "value");
        change(_ -> value, true);
    }

    /// Sets the value to what becomes of it. If that is the same object nothing has changed, and nobody is woken.
    ///
    /// @param change may be called several times; an exception from it changes nothing
    /// @return the value after that
    /// @throws IllegalStateException when this was closed
    public T update(UnaryOperator<T> change) {
        return change(change, false);
    }

    // @start region="change"
    private T change(UnaryOperator<T> change, boolean always) {
        while (true) {
            State<T> seen = state.get();
            if (seen.closed()) {
                throw new IllegalStateException("the watch was closed");
            }
            T next = Objects.requireNonNull(change.apply(seen.value()), "the new value");
            if (next == seen.value() && !always) {
                return next;
            }
            if (state.compareAndSet(seen, new State<>(seen.version() + 1, next, false))) {
                sleepers.wakeAll();
                return next;
            }
        }
    }

    /// Ends the changes. Watchers learn of it when they have seen the last value. Idempotent.
    @Override
    public void close() {
        State<T> seen = state.getAndUpdate(now -> new State<>(now.version(), now.value(), true));
        if (!seen.closed()) {
            sleepers.wakeAll();
        }
    }
    // @end

    /// A watcher that has seen the value as it is now.
    public Watcher watcher() {
        return new Watcher(state.get().version());
    }

    /// Waits for changes, and remembers which one it has seen.
    public final class Watcher implements AutoCloseable {
        private final Sleeper sleeper = new Sleeper();
        private long seen; // version
        private volatile boolean closed;

        private Watcher(long seen) {
            this.seen = seen;
        }

        /// The latest value, which counts as seen.
        ///
        /// @throws IllegalStateException when this watcher was closed
        public T latest() {
            State<T> now = now();
            seen = now.version();
            return now.value();
        }

        /// Waits for a value that was not seen, or for the end, for as long as it takes.
        ///
        /// @throws IllegalStateException when this watcher was closed
        public Change<T> awaitChange() throws InterruptedException {
            sleepers.sleepUntil(this::hasNews, sleeper, Sleepers.FOREVER);
            return news();
        }

        /// Waits for a value that was not seen, or for the end, for a time and no shorter.
        ///
        /// @throws TimeoutException when there was no change in time
        /// @throws IllegalStateException when this watcher was closed
        public Change<T> awaitChange(Duration timeout) throws InterruptedException, TimeoutException {
            sleep(this::hasNews, Sleepers.nanos(timeout));
            return news();
        }

        /// A value that was not seen, or the end, if there is one now.
        ///
        /// @throws IllegalStateException when this watcher was closed
        public Optional<Change<T>> tryChange() {
            return hasNews() ? Optional.of(news()) : Optional.empty();
        }

        /// Waits until the latest value is one that is wanted, seen or not, for a time and no shorter. A value
        /// that was wanted, and was replaced before this thread looked, is not found.
        ///
        /// @return that value as [Change.Changed]; [Change.Closed] when the last one is not wanted
        /// @throws TimeoutException when there was none in time
        /// @throws IllegalStateException when this watcher was closed
        public Change<T> await(Predicate<? super T> wanted, Duration timeout)
                throws InterruptedException, TimeoutException {
            long nanos = Sleepers.nanos(timeout);
            long start = System.nanoTime();
            while (true) {
                State<T> now = now();
                boolean found = wanted.test(now.value());
                if (found || now.closed()) {
                    seen = now.version();
                    return change(now, found);
                }
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0) { // the sleep would not say so while values come faster than they are looked at
                    throw new TimeoutException("not in time");
                }
                sleep(() -> closed || state.get() != now, left);
            }
        }

        private void sleep(BooleanSupplier condition, long nanos) throws InterruptedException, TimeoutException {
            if (!sleepers.sleepUntil(condition, sleeper, nanos)) {
                throw new TimeoutException("no change in time");
            }
        }

        private static <T> Change<T> change(State<T> now, boolean isNew) {
            return isNew
                    ? new Change.Changed<>(now.version(), now.value())
                    : new Change.Closed<>(now.version(), now.value());
        }

        // @start region="news"
        private boolean hasNews() {
            State<T> now = state.get();
            return closed || now.closed() || now.version() != seen;
        }

        /// The value comes before the end: one read has both.
        private Change<T> news() {
            State<T> now = now();
            boolean isNew = now.version() != seen;
            seen = now.version();
            return change(now, isNew);
        }
        // @end

        private State<T> now() {
            if (closed) {
                throw new IllegalStateException("this watcher was closed");
            }
            return state.get();
        }

        /// Ends this watcher; one who waits here has an IllegalStateException. Idempotent.
        @Override
        public void close() {
            closed = true;
            sleepers.leave(sleeper);
        }
    }
}

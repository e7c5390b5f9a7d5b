package happensbefore.exercises.canceltree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Says once that something is to stop. Safe for any number of threads.
public final class StopSignal {
    private final Set<Subscription> subscriptions = new LinkedHashSet<>(); // guarded by this
    private boolean set; // guarded by this

    public StopSignal() {}

    /// A signal that is set as soon as any of the sources is.
    public static StopSignal anyOf(StopSignal... sources) {
        StopSignal any = new StopSignal();
        for (StopSignal source : sources) {
            source.onSet(any::set);
        }
        return any;
    }

    /// Sets it, and runs the actions on this thread.
    ///
    /// @return whether this call was the first to do so
    public synchronized boolean set() {
        boolean first = !set;
        set = true;
        List.copyOf(subscriptions).forEach(subscription -> subscription.action.run());
        return first;
    }

    public synchronized boolean isSet() {
        return set;
    }

    /// Runs the action once: when this is set, or here and now if it is.
    public synchronized Subscription onSet(Runnable action) {
        Subscription subscription = new Subscription(this, action);
        subscriptions.add(subscription);
        return subscription;
    }

    private synchronized void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /// An action that waits for a signal.
    public static final class Subscription implements AutoCloseable {
        private final StopSignal signal;
        private final Runnable action;

        private Subscription(StopSignal signal, Runnable action) {
            this.signal = signal;
            this.action = action;
        }

        /// Takes the action out, unless it has begun.
        @Override
        public void close() {
            signal.remove(this);
        }
    }
}

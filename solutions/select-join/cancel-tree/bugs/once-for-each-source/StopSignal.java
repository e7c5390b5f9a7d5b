package happensbefore.exercises.canceltree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Says once that something is to stop. Safe for any number of threads.
public final class StopSignal {
    private final List<StopSignal> sources;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>(); // guarded by this
    private final List<Subscription> upstream = new ArrayList<>(); // guarded by this; there while anybody listens
    private volatile boolean set; // written under this

    public StopSignal() {
        this(List.of());
    }

    private StopSignal(List<StopSignal> sources) {
        this.sources = sources;
    }

    /// A signal that is set as soon as any of the sources is.
    public static StopSignal anyOf(StopSignal... sources) {
        return new StopSignal(List.of(sources));
    }

    /// Sets it, and runs the actions on this thread.
    ///
    /// @return whether this call was the first to do so
    public boolean set() {
        boolean first;
        List<Subscription> listening;
        synchronized (this) {
            first = !set;
            set = true;
            listening = List.copyOf(subscriptions);
        }
        listening.forEach(Subscription::run);
        return first;
    }

    public boolean isSet() {
        return set || sources.stream().anyMatch(StopSignal::isSet);
    }

    /// Runs the action once: when this is set, or here and now if it is.
    public Subscription onSet(Runnable action) {
        Subscription subscription = new Subscription(this, action);
        if (!add(subscription)) {
            subscription.run();
        }
        return subscription;
    }

    /// False when this is set.
    private synchronized boolean add(Subscription subscription) {
        if (isSet() || (subscriptions.isEmpty() && !joinSources())) {
            return false;
        }
        subscriptions.add(subscription);
        return true;
    }

    private boolean joinSources() {
        for (StopSignal source : sources) {
            Subscription toThis = new Subscription(source, this::set);
            if (!source.add(toThis)) {
                leaveSources();
                return false;
            }
            upstream.add(toThis);
        }
        return true;
    }

    private void leaveSources() {
        upstream.forEach(subscription -> subscription.signal.remove(subscription));
        upstream.clear();
    }

    private synchronized void remove(Subscription subscription) {
        if (subscriptions.remove(subscription) && subscriptions.isEmpty()) {
            leaveSources();
        }
    }

    /// An action that waits for a signal.
    public static final class Subscription implements AutoCloseable {
        private final StopSignal signal;
        private final Runnable action;
        private final AtomicBoolean over = new AtomicBoolean(); // it was closed

        private Subscription(StopSignal signal, Runnable action) {
            this.signal = signal;
            this.action = action;
        }

        private void run() {
            if (!over.get()) {
                action.run();
            }
        }

        /// Takes the action out, unless it has begun.
        @Override
        public void close() {
            over.set(true);
            signal.remove(this);
        }
    }
}

package happensbefore.exercises.lookthensleep;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Where many threads leave items for one consumer, which looks a few times and then sleeps.
public final class Inbox<T> {
    /// How a thread rests, and how another one wakes it. Leave it as it is.
    public interface Signals {
        /// Between two looks: some nanoseconds, on a processor.
        void pause();

        /// Sleeps until it is woken; may return for no reason, and does so at once for a thread that is interrupted.
        void sleep();

        /// Wakes a thread that sleeps, or lets its next sleep return at once. Costs some microseconds.
        void wake(Thread sleeper);

        /// The JDK's.
        static Signals real() {
            return new Signals() {
                @Override
                public void pause() {
                    Thread.onSpinWait();
                }

                @Override
                public void sleep() {
                    LockSupport.park();
                }

                @Override
                public void wake(Thread sleeper) {
                    LockSupport.unpark(sleeper);
                }
            };
        }
    }

    private final ConcurrentLinkedQueue<T> items = new ConcurrentLinkedQueue<>();
    private final int looks;
    private final Signals signals;
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
    private int looked;

    /// @param looks how often a consumer looks in vain before it sleeps; 0 and more
    public Inbox(int looks, Signals signals) {
        this.looks = looks;
        this.signals = signals;
    }

    /// Leaves an item. Any thread; never waits.
    public void put(T item) {
        items.add(item); // before the look for a sleeper: pairs with take, which does the reverse
        if (sleeper.get() != null) {
            Thread asleep = sleeper.getAndSet(null); // of several, one wakes it
            if (asleep != null) {
                signals.wake(asleep);
            }
        }
    }

    /// The oldest item; waits while there is none. One thread at a time.
    public T take() throws InterruptedException {
        while (looked++ < looks) {
            T item = items.poll();
            if (item != null) {
                return item;
            }
            signals.pause();
        }
        try {
            while (true) {
                sleeper.set(Thread.currentThread()); // each time: whoever woke it has taken this away
                T item = items.poll(); // the last look, after saying so
                if (item != null) {
                    return item;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                signals.sleep();
            }
        } finally {
            sleeper.set(null);
        }
    }
}

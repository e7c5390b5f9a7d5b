package happensbefore.exercises.lookthensleep;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

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

    /// @param looks how often a consumer looks in vain before it sleeps; 0 and more
    public Inbox(int looks, Signals signals) {
        this.looks = looks;
        this.signals = signals;
    }

    /// Leaves an item. Any thread; never waits.
    public void put(T item) {
        items.add(item);
    }

    /// The oldest item; waits while there is none. One thread at a time.
    public T take() throws InterruptedException {
        T item = items.poll();
        while (item == null) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            signals.pause();
            item = items.poll();
        }
        return item;
    }
}

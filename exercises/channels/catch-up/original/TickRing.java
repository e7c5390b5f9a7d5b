package happensbefore.exercises.catchup;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// The last ticks of one writer, for any number of readers.
public final class TickRing {
    /// What a reader finds next.
    public sealed interface Next {
        /// A tick, in the order of the writer.
        record Tick(long time, long price) implements Next {}

        /// So many ticks were overwritten before this reader came to them.
        record Missed(long count) implements Next {}

        /// The reader has seen all there is.
        record Nothing() implements Next {}
    }

    private final AtomicLongArray times;
    private final AtomicLongArray prices;
    private final AtomicLong written = new AtomicLong();

    public TickRing(int capacity) {
        times = new AtomicLongArray(capacity);
        prices = new AtomicLongArray(capacity);
    }

    /// Adds a tick, in the place of the oldest. For one thread.
    public void publish(long time, long price) {
        int slot = slot(written.getAndIncrement());
        times.set(slot, time);
        prices.set(slot, price);
    }

    private int slot(long position) {
        return (int) (position % times.length());
    }

    /// A reader of all ticks from now on.
    public Reader reader() {
        return new Reader(written.get());
    }

    /// For one thread.
    public final class Reader {
        private long cursor;

        private Reader(long cursor) {
            this.cursor = cursor;
        }

        /// What comes next; never waits.
        public Next next() {
            if (cursor == written.get()) {
                return new Next.Nothing();
            }
            cursor = Math.max(cursor, written.get() - times.length()); // the ring holds no more
            int slot = slot(cursor++);
            return new Next.Tick(times.get(slot), prices.get(slot));
        }
    }
}

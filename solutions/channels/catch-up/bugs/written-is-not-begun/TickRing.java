package happensbefore.exercises.catchup;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// The last ticks of one writer, for any number of readers. Nobody waits: a reader that is too slow is told.
///
/// - Invariant: while `begun` is at most a position plus the capacity, the slot of that position is not written.
/// - Linearizes: a tick at the second read of `begun`, which shows that nobody has begun to overwrite it.
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
    private final AtomicLong begun = new AtomicLong(); // ticks whose writing has begun
    private final AtomicLong written = new AtomicLong(); // ticks that can be read

    public TickRing(int capacity) {
        times = new AtomicLongArray(capacity);
        prices = new AtomicLongArray(capacity);
    }

    /// Adds a tick, in the place of the oldest. For one thread.
    public void publish(long time, long price) {
        long position = written.get();
        int slot = slot(position);
        begun.set(position + 1); // before the slot changes: pairs with the second read in next
        times.set(slot, time);
        prices.set(slot, price);
        written.set(position + 1); // after: pairs with the first read in next
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
            int slot = slot(cursor);
            Next.Tick tick = new Next.Tick(times.get(slot), prices.get(slot));
            long oldest = written.get() - times.length();
            if (cursor < oldest) {
                Next.Missed missed = new Next.Missed(oldest - cursor);
                cursor = oldest;
                return missed;
            }
            cursor++;
            return tick;
        }
    }
}

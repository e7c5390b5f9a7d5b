package happensbefore.exercises.oneend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// So many exports at once, and one end for each.
public final class ExportSlots {
    /// Where all items are, and how many slots are free.
    public record Counts(long begun, long inFlight, long delivered, long failed, long timedOut, long late, int free) {}

    private final AtomicInteger free;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong timedOut = new AtomicLong();

    /// @param slots exports that may be in flight; 1 or more
    public ExportSlots(int slots) {
        free = new AtomicInteger(slots);
    }

    /// Begins an export, if there is a free slot. Any thread.
    ///
    /// @param items that it carries
    /// @return null when all slots are taken
    public @Nullable Export begin(int items) {
        if (free.get() == 0) {
            return null;
        }
        free.decrementAndGet();
        begun.addAndGet(items);
        return new Export(items);
    }

    /// All counts as of one moment. Any thread.
    public Counts counts() {
        long inFlight = begun.get() - delivered.get() - failed.get() - timedOut.get();
        return new Counts(begun.get(), inFlight, delivered.get(), failed.get(), timedOut.get(), 0, free.get());
    }

    /// An export, until its end. Whoever says first what became of it is right. Any thread.
    public final class Export {
        private final int items;

        private Export(int items) {
            this.items = items;
        }

        /// The backend has the items.
        ///
        /// @return false when the export had ended before
        public boolean delivered() {
            delivered.addAndGet(items);
            free.incrementAndGet();
            return true;
        }

        /// The backend has refused the items.
        ///
        /// @return false when the export had ended before
        public boolean failed() {
            failed.addAndGet(items);
            free.incrementAndGet();
            return true;
        }

        /// There was no answer in time.
        ///
        /// @return false when the export had ended before
        public boolean timedOut() {
            timedOut.addAndGet(items);
            free.incrementAndGet();
            return true;
        }
    }
}

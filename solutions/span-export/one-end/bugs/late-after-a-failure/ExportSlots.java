package happensbefore.exercises.oneend;

import org.jspecify.annotations.Nullable;

/// So many exports at once, and one end for each.
public final class ExportSlots {
    /// Where all items are, and how many slots are free.
    public record Counts(long begun, long inFlight, long delivered, long failed, long timedOut, long late, int free) {}

    private final int slots;
    private int taken; // guarded by this, as all below
    private long begun;
    private long inFlight;
    private long delivered;
    private long failed;
    private long timedOut;
    private long late;

    /// @param slots exports that may be in flight; 1 or more
    public ExportSlots(int slots) {
        this.slots = slots;
    }

    /// Begins an export, if there is a free slot. Any thread.
    ///
    /// @param items that it carries
    /// @return null when all slots are taken
    public synchronized @Nullable Export begin(int items) {
        if (taken == slots) {
            return null;
        }
        taken++;
        begun += items;
        inFlight += items;
        return new Export(items);
    }

    /// All counts as of one moment. Any thread.
    public synchronized Counts counts() {
        return new Counts(begun, inFlight, delivered, failed, timedOut, late, slots - taken);
    }

    /// An export, until its end. Whoever says first what became of it is right. Any thread.
    public final class Export {
        private final int items;
        private boolean ended; // guarded by the slots' monitor, as below
        private boolean answered;

        private Export(int items) {
            this.items = items;
        }

        /// The backend has the items.
        ///
        /// @return false when the export had ended before
        public boolean delivered() {
            synchronized (ExportSlots.this) {
                if (end()) {
                    delivered += items;
                    answered = true;
                    return true;
                }
                if (!answered) {
                    answered = true;
                    late += items;
                }
                return false;
            }
        }

        /// The backend has refused the items.
        ///
        /// @return false when the export had ended before
        public boolean failed() {
            synchronized (ExportSlots.this) {
                boolean first = end();
                if (first) {
                    failed += items;
                }
                return first;
            }
        }

        /// There was no answer in time.
        ///
        /// @return false when the export had ended before
        public boolean timedOut() {
            synchronized (ExportSlots.this) {
                boolean first = end();
                if (first) {
                    timedOut += items;
                }
                return first;
            }
        }

        private boolean end() {
            if (ended) {
                return false;
            }
            ended = true;
            taken--;
            inFlight -= items;
            return true;
        }
    }
}

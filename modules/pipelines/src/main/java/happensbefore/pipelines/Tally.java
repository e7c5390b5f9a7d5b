package happensbefore.pipelines;

import java.util.concurrent.atomic.AtomicLongArray;

/// What one worker has done so far. Written by it alone, so counting costs a store; read by anyone.
///
/// The counts stand 128 bytes away from whatever is next to them, so that none takes a cache line from another
/// thread.
final class Tally {
    private static final int PADDING = 16; // longs

    /// What is counted; nanoseconds for what is a time.
    enum Count {
        /// Items taken from the source.
        TAKEN,
        /// Items whose work has ended well, those that were filtered among them.
        DONE,
        FILTERED,
        /// Items whose failure ended the run.
        FAILED,
        /// Items that were in this worker's hands when the run ended early.
        CUT_OFF,
        WORK_NANOS,
        INPUT_WAIT_NANOS,
        OUTPUT_WAIT_NANOS
    }

    private final AtomicLongArray counts = new AtomicLongArray(PADDING + Count.values().length + PADDING);

    void add(Count count, long amount) {
        int index = PADDING + count.ordinal();
        counts.setRelease(index, counts.getPlain(index) + amount); // release: pairs with the acquire in get
    }

    long get(Count count) {
        return counts.getAcquire(PADDING + count.ordinal()); // acquire: pairs with the release in add
    }
}

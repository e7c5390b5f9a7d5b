package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/// How deep an unbounded channel has been, and a warning when that passes a limit, twice the limit, four
/// times, and so on.
///
/// A send reads `head`, which receivers write all the time, only when the depth could be a new record:
/// `seenHead` is where head was once, so the distance from it is never less than the depth.
final class HighWater {
    private static final VarHandle DEEPEST;
    private static final VarHandle SEEN_HEAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DEEPEST =
                    lookup.findVarHandle(HighWater.class, "deepest", long.class).withInvokeExactBehavior();
            SEEN_HEAD = lookup.findVarHandle(HighWater.class, "seenHead", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long limit;
    private final LongConsumer warning;
    private volatile long deepest;
    private long seenHead; // opaque

    HighWater(long limit, LongConsumer warning) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit must be at least 1, but was " + limit);
        }
        this.limit = limit;
        this.warning = warning;
    }

    static HighWater withoutLimit() {
        return new HighWater(Long.MAX_VALUE, depth -> {});
    }

    long deepest() {
        return deepest;
    }

    /// Called after each send.
    void sent(long tail, Cursor head) {
        if (tail - (long) SEEN_HEAD.getOpaque(this) > (long) DEEPEST.getOpaque(this)) {
            measure(tail, head);
        }
    }

    private void measure(long tail, Cursor head) {
        long seen = Cursor.position(head.get());
        SEEN_HEAD.setOpaque(this, seen);
        long depth = tail - seen; // the depth at the send was no less: head only grows
        long record = deepest;
        while (depth > record) {
            if (DEEPEST.compareAndSet(this, record, depth)) {
                warnIfPassed(record, depth);
                return;
            }
            record = deepest;
        }
    }

    /// Records never overlap, so each threshold is passed by one send.
    private void warnIfPassed(long record, long depth) {
        if (thresholdsBelow(depth) > thresholdsBelow(record)) {
            warning.accept(depth);
        }
    }

    /// How many of limit, 2 limit, 4 limit, ... are less than the depth.
    private int thresholdsBelow(long depth) {
        return depth <= limit ? 0 : Long.SIZE - Long.numberOfLeadingZeros((depth - 1) / limit);
    }
}

package happensbefore.exercises.floodalarm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Watches how deep something is, and calls an alarm once a flood.
///
/// - Invariant: `state` is twice the depth, plus 1 while a flood lasts.
/// - Linearizes: at the compare-and-set of `state`; the alarm is called by the thread whose step began the flood.
/// - Progress: lock-free.
public final class FloodAlarm {
    private final long high;
    private final long low;
    private final LongConsumer alarm;
    private final AtomicLong state = new AtomicLong();

    /// @param high a flood begins when the depth gets above this
    /// @param low a flood ends when the depth gets down to this; less than `high`
    /// @throws IllegalArgumentException unless 0 <= low < high
    public FloodAlarm(long high, long low, LongConsumer alarm) {
        if (low < 0 || low >= high) {
            throw new IllegalArgumentException("low " + low + " and high " + high);
        }
        this.high = high;
        this.low = low;
        this.alarm = alarm;
    }

    /// One more.
    public void added() {
        moved(1);
    }

    /// One less.
    public void removed() {
        moved(-1);
    }

    private final java.util.concurrent.atomic.AtomicBoolean flood = new java.util.concurrent.atomic.AtomicBoolean();

    private void moved(long by) {
        long depth = state.addAndGet(by * 2) >> 1;
        if (depth <= low) {
            flood.set(false);
        }
        if (depth > high && flood.compareAndSet(false, true)) {
            alarm.accept(depth);
        }
    }

    /// A function of its arguments: it may be called again when another thread was faster.
    private long after(long seen, long by) {
        long depth = (seen >> 1) + by;
        boolean flood = isFlood(seen) ? depth > low : depth > high;
        return depth * 2 + (flood ? 1 : 0);
    }

    private static boolean isFlood(long state) {
        return (state & 1) != 0;
    }

    /// How deep it is now.
    public long depth() {
        return state.get() >> 1;
    }
}

package happensbefore.exercises.floodalarm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Watches how deep something is, and calls an alarm.
public final class FloodAlarm {
    private final long high;
    private final LongConsumer alarm;
    private final AtomicLong depth = new AtomicLong();

    /// @param high a flood begins when the depth gets above this
    /// @param low a flood ends when the depth gets down to this; less than `high`
    /// @throws IllegalArgumentException unless 0 <= low < high
    public FloodAlarm(long high, long low, LongConsumer alarm) {
        if (low < 0 || low >= high) {
            throw new IllegalArgumentException("low " + low + " and high " + high);
        }
        this.high = high;
        this.alarm = alarm;
    }

    /// One more.
    public void added() {
        long now = depth.incrementAndGet();
        if (now > high) {
            alarm.accept(now);
        }
    }

    /// One less.
    public void removed() {
        depth.decrementAndGet();
    }

    /// How deep it is now.
    public long depth() {
        return depth.get();
    }
}

// `peak` reads the field without the lock: whoever looks again and again may be shown the first answer for ever.
package happensbefore.exercises.peakgauge;

public final class PeakGauge {
    private long highest;

    public void record(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a value must not be negative: " + value);
        }
        synchronized (this) {
            highest = Math.max(highest, value);
        }
    }

    public long peak() {
        return highest;
    }

    public synchronized long takePeak() {
        long seen = highest;
        highest = 0;
        return seen;
    }
}

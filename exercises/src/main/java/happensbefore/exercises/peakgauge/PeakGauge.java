package happensbefore.exercises.peakgauge;

/// The highest value that any thread has recorded since somebody last took it.
public final class PeakGauge {
    /// Notes a value.
    ///
    /// @throws IllegalArgumentException when the value is negative
    public void record(long value) {
        throw new UnsupportedOperationException("record is yours to write");
    }

    /// The highest value since the last [#takePeak], or 0.
    public long peak() {
        throw new UnsupportedOperationException("peak is yours to write");
    }

    /// Returns the highest value and starts anew from 0, at one moment.
    public long takePeak() {
        throw new UnsupportedOperationException("takePeak is yours to write");
    }
}

package happensbefore.otlpsystem;

/// A trace's 16 bytes.
public record TraceId(long high, long low) {
    private static final double RANGE = 0x1.0p56;

    /// Uniform in [0, 1) for ids whose last seven bytes are random (W3C Trace Context, level 2): every
    /// gateway that sees a
    /// part of the trace draws the same.
    double draw() {
        return (low & 0xFFFFFFFFFFFFFFL) / RANGE;
    }
}

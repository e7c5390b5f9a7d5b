package happensbefore.otlpsystem.otlp;

/// Why items are dropped before they come to a backend. The backends' own reasons are those of
/// [happensbefore.spanexport.Drop].
final class Losses {
    /// Their trace had nothing remarkable.
    static final String SAMPLED_OUT = "sampled_out";
    /// The same, but there was no room to wait for what the trace might still have.
    static final String SAMPLED_EARLY = "sampled_early";
    /// The shutdown's time was over.
    static final String ABANDONED = "abandoned";
    /// The gateway could not read what it had checked: a defect of it.
    static final String GATEWAY_FAILED = "gateway_failed";

    private Losses() {}
}

package happensbefore.telemetry.receiver;

/// The kinds of [Fault], by which faulted requests are counted.
public enum FaultKind {
    REJECT_RETRYABLE,
    REJECT_PERMANENT,
    DELAY,
    HANG,
    CLOSE_CONNECTION,
    PARTIAL_SUCCESS
}

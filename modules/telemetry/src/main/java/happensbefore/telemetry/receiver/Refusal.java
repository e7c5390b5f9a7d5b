package happensbefore.telemetry.receiver;

/// Why a request was not taken, with its status over HTTP and over gRPC.
public enum Refusal {
    MALFORMED(400, 3),
    UNAUTHENTICATED(401, 16),
    UNKNOWN_PATH(404, 12),
    WRONG_METHOD(405, 12),
    /// It took longer to arrive than the receiver's patience.
    TOO_SLOW(408, 4),
    TOO_LARGE(413, 8),
    UNSUPPORTED_TYPE(415, 12),
    /// The requests under way together were too large; come again.
    THROTTLED(429, 14),
    /// The receiver is ending; come again, to another or to it once it is back.
    CLOSING(503, 14),
    RECEIVER_FAILED(500, 13),
    /// By [Fault.RejectRetryable].
    FAULT_RETRYABLE(503, 14),
    /// By [Fault.RejectPermanent].
    FAULT_PERMANENT(400, 3);

    private final int httpStatus;
    private final int grpcStatus;

    Refusal(int httpStatus, int grpcStatus) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public int grpcStatus() {
        return grpcStatus;
    }
}

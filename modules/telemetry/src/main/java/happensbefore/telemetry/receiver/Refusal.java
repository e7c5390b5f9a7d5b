package happensbefore.telemetry.receiver;

/// Why a request was not taken, with its status over HTTP and over gRPC. All of them are final: no client retries one.
public enum Refusal {
    MALFORMED(400, 3),
    UNKNOWN_PATH(404, 12),
    WRONG_METHOD(405, 12),
    TOO_LARGE(413, 8),
    UNSUPPORTED_TYPE(415, 12),
    RECEIVER_FAILED(500, 13);

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

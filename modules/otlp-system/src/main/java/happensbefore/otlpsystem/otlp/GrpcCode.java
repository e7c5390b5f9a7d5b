package happensbefore.otlpsystem.otlp;

import java.util.EnumSet;
import java.util.Set;

/// gRPC's status codes, in the order of their numbers.
enum GrpcCode {
    OK,
    CANCELLED,
    UNKNOWN,
    INVALID_ARGUMENT,
    DEADLINE_EXCEEDED,
    NOT_FOUND,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    FAILED_PRECONDITION,
    ABORTED,
    OUT_OF_RANGE,
    UNIMPLEMENTED,
    INTERNAL,
    UNAVAILABLE,
    DATA_LOSS,
    UNAUTHENTICATED;

    private static final Set<GrpcCode> RETRYABLE =
            EnumSet.of(CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS);
    private static final Set<GrpcCode> SERVERS_FAULT =
            EnumSet.of(UNKNOWN, DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE, DATA_LOSS);

    /// @param number as `grpc-status` has it; anything else is [#UNKNOWN]
    static GrpcCode of(String number) {
        try {
            int code = Integer.parseInt(number);
            return code >= 0 && code < values().length ? values()[code] : UNKNOWN;
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /// Of an answer without a `grpc-status`, as "HTTP to gRPC Status Code Mapping" has it.
    static GrpcCode ofHttp(int status) {
        return switch (status) {
            case 400 -> INTERNAL;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> UNIMPLEMENTED;
            case 429, 502, 503, 504 -> UNAVAILABLE;
            default -> UNKNOWN;
        };
    }

    /// By OTLP's table; [#RESOURCE_EXHAUSTED] is, only with RetryInfo.
    boolean isRetryable() {
        return RETRYABLE.contains(this);
    }

    /// Whether it says that the backend is not well, rather than that the request is not.
    boolean isServersFault() {
        return SERVERS_FAULT.contains(this);
    }
}

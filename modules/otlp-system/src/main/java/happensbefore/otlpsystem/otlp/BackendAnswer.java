package happensbefore.otlpsystem.otlp;

import java.io.Serial;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A backend's answer that is not success, by the rules of the OTLP specification. It has no stack trace.
final class BackendAnswer extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Set<Integer> RETRYABLE_HTTP = Set.of(429, 502, 503, 504);

    private final boolean retryable;
    private final boolean alive;
    private final Duration retryAfter;

    private BackendAnswer(String message, boolean retryable, boolean alive, Duration retryAfter) {
        super(message, null, true, false);
        this.retryable = retryable;
        this.alive = alive;
        this.retryAfter = retryAfter;
    }

    /// @param retryAfter zero when it asked for nothing
    static BackendAnswer http(int status, Duration retryAfter, String detail) {
        return new BackendAnswer(
                "status " + status + (detail.isEmpty() ? "" : ": " + detail),
                RETRYABLE_HTTP.contains(status),
                status < 500 || !retryAfter.isZero(),
                retryAfter);
    }

    /// @param retryInfo null when there was none
    static BackendAnswer grpc(GrpcCode code, @Nullable Duration retryInfo, String detail) {
        Duration retryAfter = retryInfo == null ? Duration.ZERO : retryInfo;
        return new BackendAnswer(
                code + (detail.isEmpty() ? "" : ": " + detail),
                code.isRetryable() || code == GrpcCode.RESOURCE_EXHAUSTED && retryInfo != null,
                !code.isServersFault() || !retryAfter.isZero(),
                retryAfter);
    }

    boolean isRetryable() {
        return retryable;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /// Whether the backend is at work: it refuses this request, or asks for less.
    boolean isAlive() {
        return alive;
    }
}

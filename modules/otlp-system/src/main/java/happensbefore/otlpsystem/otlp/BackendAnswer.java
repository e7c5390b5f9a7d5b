package happensbefore.otlpsystem.otlp;

import java.io.Serial;
import java.time.Duration;
import java.util.Set;

/// A backend's answer that is not success. It has no stack trace.
final class BackendAnswer extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

    private final int status;
    private final Duration retryAfter;

    /// @param retryAfter zero when it asked for nothing
    BackendAnswer(int status, Duration retryAfter, String detail) {
        super("status " + status + (detail.isEmpty() ? "" : ": " + detail), null, true, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /// By the OTLP specification.
    boolean isRetryable() {
        return RETRYABLE.contains(status);
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /// Whether the backend is at work: it refuses this request, or asks for less.
    boolean isAlive() {
        return status < 500 || !retryAfter.isZero();
    }
}

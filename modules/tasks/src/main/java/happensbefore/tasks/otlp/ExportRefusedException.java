package happensbefore.tasks.otlp;

import happensbefore.tasks.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/// The backend answered, and did not take the export.
public final class ExportRefusedException extends IOException {
    private static final long serialVersionUID = 1;
    /// As the OTLP specification lists them, for OTLP over HTTP.
    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

    private final int status;
    private final Duration retryAfter;

    /// @param status of the HTTP response
    /// @param retryAfter how long the backend asked to wait; zero when it asked for nothing
    public ExportRefusedException(int status, Duration retryAfter) {
        super("refused with HTTP status " + status);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    /// How long the backend asked to wait; zero when it asked for nothing.
    public Duration retryAfter() {
        return retryAfter;
    }

    // @start region="classify"
    /// What to do about a failed export, by the OTLP specification: again after 429, 502, 503, 504 and where no
    /// answer came; never after any other status, nor after a failure of one's own.
    public static Retry.Verdict classify(Exception failure) {
        return switch (failure) {
            case ExportRefusedException refused
            when RETRYABLE.contains(refused.status()) -> new Retry.Verdict.Again(refused.retryAfter());
            case ExportRefusedException _ -> Retry.Verdict.FINAL;
            case IOException _ -> Retry.Verdict.AGAIN;
            default -> Retry.Verdict.FINAL;
        };
    }
    // @end
}

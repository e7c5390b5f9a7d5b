package happensbefore.telemetry.receiver;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Carries a refusal from where it is found to where it is answered; it has no stack trace.
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final RpcStatus status;

    /// For good.
    RefusedException(Refusal refusal, String reason) {
        this(refusal, reason, null);
    }

    RefusedException(Refusal refusal, String reason, @Nullable Duration retryAfter) {
        super(reason, null, false, false);
        this.refusal = refusal;
        status = new RpcStatus(refusal.grpcStatus(), reason, retryAfter);
    }

    Refusal refusal() {
        return refusal;
    }

    RpcStatus status() {
        return status;
    }
}

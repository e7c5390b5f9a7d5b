package happensbefore.telemetry.receiver;

import java.io.Serial;

/// Carries a refusal from where it is found to where it is answered; it has no stack trace.
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final String reason;

    RefusedException(Refusal refusal, String reason) {
        super(reason, null, false, false);
        this.refusal = refusal;
        this.reason = reason;
    }

    Refusal refusal() {
        return refusal;
    }

    String reason() {
        return reason;
    }
}

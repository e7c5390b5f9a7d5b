package happensbefore.telemetry.receiver;

import java.io.Serial;

/// Says that a request shall have no answer but the end of its connection; it has no stack trace.
final class CutException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CutException(String reason) {
        super(reason, null, false, false);
    }
}

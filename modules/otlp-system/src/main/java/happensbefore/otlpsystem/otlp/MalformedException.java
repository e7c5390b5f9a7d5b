package happensbefore.otlpsystem.otlp;

import java.io.Serial;

/// Bytes that are not the message they should be; it has no stack trace.
final class MalformedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    MalformedException(String why) {
        super(why, null, false, false);
    }
}

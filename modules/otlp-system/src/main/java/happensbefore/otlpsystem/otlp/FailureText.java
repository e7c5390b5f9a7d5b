package happensbefore.otlpsystem.otlp;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Why a backend did not take something, in words.
final class FailureText {
    private FailureText() {}

    /// Empty for no failure.
    static String of(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "";
            case BackendAnswer answer -> String.valueOf(answer.getMessage());
            case UnknownHostException unknown -> "its name cannot be resolved: " + unknown.getMessage();
            case ConnectException none when isUnresolved(none) -> "its name cannot be resolved";
            case ConnectException none -> "no connection" + (none.getMessage() == null ? "" : ": " + none.getMessage());
            case HttpTimeoutException _, TimeoutException _ -> "no answer in time";
            default -> failure.toString();
        };
    }

    private static boolean isUnresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}

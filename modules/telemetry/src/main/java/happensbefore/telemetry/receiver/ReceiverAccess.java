package happensbefore.telemetry.receiver;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Who may send. Immutable; its text does not show the token.
///
/// @param tls what the receiver proves itself with; null for no TLS
/// @param bearerToken what every request must carry as `Authorization: Bearer …`; null for none
public record ReceiverAccess(
        @Nullable SSLContext tls, @Nullable String bearerToken) {
    /// No TLS and no token.
    public static final ReceiverAccess OPEN = new ReceiverAccess(null, null);

    /// @throws IllegalArgumentException if the token is blank
    public ReceiverAccess {
        if (bearerToken != null && bearerToken.isBlank()) {
            throw new IllegalArgumentException("a bearer token is not blank");
        }
    }

    public ReceiverAccess withTls(SSLContext context) {
        return new ReceiverAccess(context, bearerToken);
    }

    public ReceiverAccess withBearerToken(String token) {
        return new ReceiverAccess(tls, token);
    }

    @Override
    public String toString() {
        return (tls == null ? "no TLS" : "TLS") + ", " + (bearerToken == null ? "no token" : "a token");
    }
}

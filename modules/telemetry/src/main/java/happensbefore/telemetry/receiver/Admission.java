package happensbefore.telemetry.receiver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Lets in who carries the bearer token (RFC 6750), or everybody where there is none. The time it takes does not
/// tell how much of a guess was right.
final class Admission {
    static final String SCHEME = "Bearer";

    private final byte @Nullable [] token;

    Admission(@Nullable String bearerToken) {
        token = bearerToken == null ? null : bearerToken.getBytes(StandardCharsets.UTF_8);
    }

    void check(@Nullable String authorization) throws RefusedException {
        if (token == null) {
            return;
        }
        byte[] carried = authorization == null ? new byte[0] : carriedBy(authorization);
        if (!MessageDigest.isEqual(token, carried)) {
            throw new RefusedException(
                    Refusal.UNAUTHENTICATED, "send the receiver's token as 'Authorization: Bearer TOKEN'");
        }
    }

    private static byte[] carriedBy(String authorization) {
        String prefix = SCHEME + " ";
        return authorization.regionMatches(true, 0, prefix, 0, prefix.length())
                ? authorization.substring(prefix.length()).strip().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }
}

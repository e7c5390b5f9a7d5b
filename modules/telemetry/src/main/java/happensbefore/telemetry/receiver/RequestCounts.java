package happensbefore.telemetry.receiver;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How many requests the receiver has answered since it started. Immutable.
///
/// @param acceptedGrpc taken over gRPC
/// @param acceptedHttp taken over HTTP
/// @param refused the others, by reason; a reason that never occurred is absent
public record RequestCounts(long acceptedGrpc, long acceptedHttp, Map<Refusal, Long> refused) {

    public RequestCounts {
        refused = refused.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(refused));
    }

    public long accepted() {
        return acceptedGrpc + acceptedHttp;
    }

    public long refused(Refusal reason) {
        return refused.getOrDefault(reason, 0L);
    }
}

package happensbefore.telemetry.receiver;

import java.util.Map;

/// What became of the requests since the receiver started: each that has ended is accepted, refused or
/// unanswered. Immutable.
///
/// @param acceptedGrpc taken over gRPC
/// @param acceptedHttp taken over HTTP
/// @param refused answered with an error, by reason; a reason that never occurred is absent
/// @param unanswered those whose client went away before the end, or whose connection a fault closed
/// @param faulted those which met a fault, by its kind, whatever became of them; a kind that never occurred is
///     absent
public record RequestCounts(
        long acceptedGrpc,
        long acceptedHttp,
        Map<Refusal, Long> refused,
        long unanswered,
        Map<FaultKind, Long> faulted) {

    public RequestCounts {
        refused = Map.copyOf(refused);
        faulted = Map.copyOf(faulted);
    }

    public long accepted() {
        return acceptedGrpc + acceptedHttp;
    }

    public long refused(Refusal reason) {
        return refused.getOrDefault(reason, 0L);
    }

    public long faulted(FaultKind kind) {
        return faulted.getOrDefault(kind, 0L);
    }
}

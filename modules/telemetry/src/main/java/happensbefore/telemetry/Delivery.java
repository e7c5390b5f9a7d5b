package happensbefore.telemetry;

/// What became of everything recorded for one signal: each item is counted in exactly one place.
///
/// @param acknowledged the backend said it has it
/// @param failed the exporter gave up on it, retries included
/// @param dropped never queued, because the queue was full
/// @param pending queued or being sent
public record Delivery(long acknowledged, long failed, long dropped, long pending) {

    public long recorded() {
        return acknowledged + failed + dropped + pending;
    }

    public long lost() {
        return failed + dropped;
    }
}

package happensbefore.telemetry.receiver;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Counts answers. Thread-safe; a snapshot taken during traffic may miss the newest.
final class RequestTally {
    private final LongAdder acceptedGrpc = new LongAdder();
    private final LongAdder acceptedHttp = new LongAdder();
    private final AtomicLongArray refused = new AtomicLongArray(Refusal.values().length);

    void acceptedGrpc() {
        acceptedGrpc.increment();
    }

    void acceptedHttp() {
        acceptedHttp.increment();
    }

    void refused(Refusal reason) {
        refused.incrementAndGet(reason.ordinal());
    }

    RequestCounts snapshot() {
        Map<Refusal, Long> byReason = new EnumMap<>(Refusal.class);
        for (Refusal reason : Refusal.values()) {
            long count = refused.get(reason.ordinal());
            if (count > 0) {
                byReason.put(reason, count);
            }
        }
        return new RequestCounts(acceptedGrpc.sum(), acceptedHttp.sum(), byReason);
    }
}

package happensbefore.telemetry.receiver;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Counts answers. Thread-safe; a snapshot taken during traffic may miss the newest.
final class RequestTally {
    private final LongAdder acceptedGrpc = new LongAdder();
    private final LongAdder acceptedHttp = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final AtomicLongArray refused = new AtomicLongArray(Refusal.values().length);
    private final AtomicLongArray faulted = new AtomicLongArray(FaultKind.values().length);

    void acceptedGrpc() {
        acceptedGrpc.increment();
    }

    void acceptedHttp() {
        acceptedHttp.increment();
    }

    void unanswered() {
        unanswered.increment();
    }

    void refused(Refusal reason) {
        refused.incrementAndGet(reason.ordinal());
    }

    void faulted(FaultKind kind) {
        faulted.incrementAndGet(kind.ordinal());
    }

    RequestCounts snapshot() {
        return new RequestCounts(
                acceptedGrpc.sum(),
                acceptedHttp.sum(),
                counted(Refusal.class, refused),
                unanswered.sum(),
                counted(FaultKind.class, faulted));
    }

    private static <K extends Enum<K>> Map<K, Long> counted(Class<K> keys, AtomicLongArray counts) {
        Map<K, Long> counted = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            long count = counts.get(key.ordinal());
            if (count > 0) {
                counted.put(key, count);
            }
        }
        return counted;
    }
}

package happensbefore.otlpsystem;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Latency statistics per service. A sender cannot make them grow without limit: services past the limit
/// share one entry. For any number of threads.
public final class ServiceLatencies {
    /// The entry of all services past the limit.
    public static final String OTHERS = "(others)";

    private final int limit;
    private final ConcurrentHashMap<String, Service> services = new ConcurrentHashMap<>();

    /// What one service's spans took, and how many of them failed.
    public record Service(LatencyHistogram durations, LongAdder errors) {}

    public ServiceLatencies(int limit) {
        this.limit = limit;
    }

    // @start region="of"
    /// The statistics of a service, to add to. Several threads that come with new services at once may
    /// pass the limit by as many.
    public Service of(String name) {
        Service known = services.get(name);
        if (known != null) {
            return known;
        }
        String key = services.size() < limit ? name : OTHERS;
        return services.computeIfAbsent(key, _ -> new Service(new LatencyHistogram(), new LongAdder()));
    }
    // @end

    public Map<String, Service> all() {
        return new TreeMap<>(services);
    }
}

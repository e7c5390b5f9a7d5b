package happensbefore.otlpsystem.otlp;

/// What the gateway says of itself: each is a metric of OTLP, and one of Prometheus.
enum OwnMetric {
    RECEIVED("received", "{item}", true, "Items taken from senders, by signal"),
    EXPORTED("exported", "{item}", true, "Items that are with the backends, by the gateway's rule"),
    DROPPED("dropped", "{item}", true, "Items dropped, by reason"),
    QUEUED("queued", "{item}", false, "Items not yet handed to the backends"),
    IN_FLIGHT("in_flight", "{item}", false, "Items handed to the backends, whose end is not known"),
    REFUSED("refused_requests", "{request}", true, "Requests not taken, by reason: they are still their senders'"),
    DELIVERY("delivery", "s", false, "From receipt to export, by quantile"),
    BACKEND_HANDED("backend.handed", "{item}", true, "Items meant for this backend"),
    BACKEND_EXPORTED("backend.exported", "{item}", true, "Items that it took"),
    BACKEND_DROPPED("backend.dropped", "{item}", true, "Items it did not get, by reason"),
    BACKEND_QUEUED("backend.queued", "{item}", false, "Items in its queue"),
    BACKEND_IN_FLIGHT("backend.in_flight", "{item}", false, "Items on their way to it"),
    BACKEND_LATE("backend.late", "{item}", true, "Items dropped as timed out that it took after all"),
    BACKEND_RETRIES("backend.retries", "{request}", true, "Requests sent again"),
    BACKEND_HEALTHY("backend.healthy", "1", false, "1 while its circuit breaker is closed"),
    MEMORY_HELD("memory.held", "By", false, "Of what was taken and is not yet with the backends' queues"),
    MEMORY_CAPACITY("memory.capacity", "By", false, "How much that may be"),
    SERVICE_SPANS("service.spans", "{span}", true, "Spans received of a service"),
    SERVICE_ERRORS("service.errors", "{span}", true, "Spans of it that are errors"),
    SERVICE_DURATION("service.duration", "s", false, "How long its spans took, by quantile");

    private final String suffix;
    private final String unit;
    private final boolean counter;
    private final String help;

    OwnMetric(String suffix, String unit, boolean counter, String help) {
        this.suffix = suffix;
        this.unit = unit;
        this.counter = counter;
        this.help = help;
    }

    String otlpName() {
        return "happensbefore.gateway." + suffix;
    }

    String prometheusName() {
        String unitSuffix = switch (unit) {
            case "By" -> "_bytes";
            case "s" -> "_seconds";
            default -> "";
        };
        return otlpName().replace('.', '_') + unitSuffix + (counter ? "_total" : "");
    }

    String unit() {
        return unit;
    }

    /// Whether it only grows.
    boolean counter() {
        return counter;
    }

    String help() {
        return help;
    }
}

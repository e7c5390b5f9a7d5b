package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.ServiceLatencies;
import happensbefore.telemetry.receiver.Signal;
import java.util.Map;

/// What the gateway does to the bytes of a request for traces, from its check to what is sent on. It stands in the
/// gateway's package because the gateway shows these steps to nobody else. For any number of threads.
public final class InPlace {
    private final WireSchema schema = WireSchema.of(Signal.TRACES);
    private final Enrichment enrichment;

    /// @param attributes added to each resource that has not got them
    public InPlace(Map<String, String> attributes, ServiceLatencies services) {
        enrichment = new TraceEnrichment(new ResourceAttributes(attributes), services, null);
    }

    /// @return the request with the attributes; its spans' durations are in the statistics
    public byte[] enriched(byte[] request) {
        int items = schema.check(request);
        return enrichment
                .enrich(new Shipment(request, items, 0))
                .out()
                .getFirst()
                .request();
    }
}

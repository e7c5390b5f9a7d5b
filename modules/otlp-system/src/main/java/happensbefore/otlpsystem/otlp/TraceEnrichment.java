package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.ServiceLatencies;
import happensbefore.otlpsystem.TailSampler;
import happensbefore.otlpsystem.settings.GatewaySettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds attributes, keeps statistics per service, and samples whole traces if that is asked for.
final class TraceEnrichment implements Enrichment {
    private static final int REMEMBERED_TRACES = 100_000;
    /// Of the objects around a span that waits, in bytes.
    private static final int OVERHEAD = 160;
    private static final byte[] NOTHING = new byte[0];

    private final ResourceAttributes attributes;
    private final ServiceLatencies services;
    private final @Nullable TailSampler<SpanPiece> sampler;
    private final long slowNanos;

    TraceEnrichment(
            ResourceAttributes attributes, ServiceLatencies services, GatewaySettings.@Nullable Sampling sampling) {
        this.attributes = attributes;
        this.services = services;
        if (sampling == null) {
            sampler = null;
            slowNanos = Long.MAX_VALUE;
        } else {
            sampler = new TailSampler<>(
                    new TailSampler.Rule(sampling.patience(), sampling.keep(), sampling.memory(), REMEMBERED_TRACES));
            slowNanos = sampling.slow().toNanos();
        }
    }

    @Override
    public Outcome enrich(Shipment shipment) {
        Scan scan = new Scan(shipment);
        TraceScan.walk(shipment.request(), scan);
        if (sampler == null) {
            byte[] enriched = attributes.addTo(shipment.request());
            return new Outcome(List.of(new Shipment(enriched, shipment.items(), shipment.received())), 0, 0, 0);
        }
        return scan.outcome();
    }

    @Override
    public Outcome tick() {
        return sampler == null ? Outcome.NOTHING : outcome(sampler.expire(System.nanoTime()));
    }

    @Override
    public Outcome end() {
        return sampler == null ? Outcome.NOTHING : outcome(sampler.keepAll());
    }

    private static Outcome outcome(TailSampler.Decided<SpanPiece> decided) {
        return new Outcome(shipments(decided.kept()), decided.dropped(), decided.early(), decided.waiting());
    }

    private static List<Shipment> shipments(List<SpanPiece> kept) {
        return kept.isEmpty() ? List.of() : List.of(SpanPiece.request(kept));
    }

    /// What one request's spans come to.
    private final class Scan implements TraceScan.Listener {
        private final Shipment shipment;
        private final byte[] request;
        private final List<SpanPiece> kept = new ArrayList<>();
        private ServiceLatencies.Service service;
        private byte[] resource = NOTHING;
        private SpanPiece.Origin origin = new SpanPiece.Origin(NOTHING, NOTHING);
        private long sampledOut;
        private long early;
        private long waiting;

        Scan(Shipment shipment) {
            this.shipment = shipment;
            request = shipment.request();
            service = services.of("");
        }

        @Override
        public void resource(int from, int to) {
            service = services.of(ResourceAttributes.serviceOf(request, from, to));
            if (sampler != null) {
                byte[] lacking = attributes.lackingIn(request, from, to);
                byte[] enriched = ResourceAttributes.withLacking(request, from, to, lacking);
                byte[] others = TraceScan.withoutSpans(request, from, to, true);
                resource = new WireWriter(enriched.length + others.length)
                        .raw(enriched)
                        .raw(others)
                        .toByteArray();
            }
        }

        @Override
        public void scope(int from, int to) {
            if (sampler != null) {
                origin = new SpanPiece.Origin(resource, TraceScan.withoutSpans(request, from, to, false));
            }
        }

        @Override
        public void span(int from, int to, TraceScan.Span span) {
            service.durations().add(span.nanos(), 1);
            if (span.failed()) {
                service.errors().increment();
            }
            if (sampler != null) {
                SpanPiece piece = new SpanPiece(origin, Arrays.copyOfRange(request, from, to), shipment.received());
                TailSampler.Decided<SpanPiece> decided = sampler.offer(
                        span.trace(),
                        piece,
                        piece.span().length + (long) OVERHEAD,
                        span.failed() || span.nanos() >= slowNanos,
                        shipment.received());
                kept.addAll(decided.kept());
                sampledOut += decided.dropped();
                early += decided.early();
                waiting += decided.waiting();
            }
        }

        Outcome outcome() {
            return new Outcome(shipments(kept), sampledOut, early, waiting);
        }
    }
}

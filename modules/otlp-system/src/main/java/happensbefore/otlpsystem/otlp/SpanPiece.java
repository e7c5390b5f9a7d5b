package happensbefore.otlpsystem.otlp;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// One span with what it needs to stand in another request. Those of one scope share its bytes, and those
/// of one resource
/// share theirs.
///
/// @param origin its resource and its scope
/// @param span its own bytes
/// @param received when it was, by [System#nanoTime]
record SpanPiece(Origin origin, byte[] span, long received) {
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    /// @param resource all fields of `ResourceSpans` but the spans
    /// @param scope all fields of `ScopeSpans` but the spans
    record Origin(byte[] resource, byte[] scope) {}

    /// The spans of one scope.
    private static final class Scope {
        final byte[] head;
        final List<SpanPiece> spans = new ArrayList<>();
        int size;

        Scope(byte[] head) {
            this.head = head;
            size = head.length;
        }

        void add(SpanPiece piece) {
            spans.add(piece);
            size += WireWriter.sizeOf(piece.span.length);
        }
    }

    // @start region="request"
    /// One request that holds them all.
    static Shipment request(List<SpanPiece> pieces) {
        IdentityHashMap<byte[], IdentityHashMap<byte[], Scope>> resources = new IdentityHashMap<>();
        long earliest = pieces.getFirst().received;
        int expected = 0;
        for (SpanPiece piece : pieces) {
            resources
                    .computeIfAbsent(piece.origin.resource, _ -> new IdentityHashMap<>())
                    .computeIfAbsent(piece.origin.scope, Scope::new)
                    .add(piece);
            earliest = piece.received - earliest < 0 ? piece.received : earliest;
            expected += piece.span.length;
        }
        WireWriter out = new WireWriter(expected + expected / 4);
        resources.forEach((resource, scopes) -> {
            int size = resource.length;
            for (Scope scope : scopes.values()) {
                size += WireWriter.sizeOf(scope.size);
            }
            out.head(ResourceAttributes.RESOURCE_PART, size).raw(resource);
            for (Scope scope : scopes.values()) {
                out.head(SCOPE_SPANS, scope.size).raw(scope.head);
                scope.spans.forEach(piece -> out.head(SPANS, piece.span.length).raw(piece.span));
            }
        });
        return new Shipment(out.toByteArray(), pieces.size(), earliest);
    }
    // @end
}

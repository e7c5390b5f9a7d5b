package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.TraceId;
import java.nio.ByteBuffer;

/// Walks over the spans of a request that was checked, and tells of each what a gateway wants to know.
/// Stateless.
final class TraceScan {
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    // of Span
    private static final int TRACE_ID = 1;
    private static final int START = 7;
    private static final int END = 8;
    private static final int STATUS = 15;
    // of Status
    private static final int CODE = 3;
    private static final int ERROR = 2;

    private static final int TRACE_ID_BYTES = 16;

    /// Told in the order of the request; ranges are of its bytes.
    interface Listener {
        /// @param from and `to`: a `ResourceSpans`
        void resource(int from, int to);

        /// @param from and `to`: a `ScopeSpans`
        void scope(int from, int to);

        /// @param from and `to`: a `Span`
        void span(int from, int to, Span span);
    }

    /// What is known of a span, until the next.
    static final class Span {
        private long traceHigh;
        private long traceLow;
        private long nanos;
        private boolean failed;

        TraceId trace() {
            return new TraceId(traceHigh, traceLow);
        }

        /// Its duration.
        long nanos() {
            return nanos;
        }

        boolean failed() {
            return failed;
        }
    }

    private TraceScan() {}

    // @start region="walk"
    static void walk(byte[] request, Listener listener) {
        Span span = new Span();
        Wire resources = new Wire(request, 0);
        while (resources.next(request.length)) {
            if (resources.isBytes(ResourceAttributes.RESOURCE_PART)) {
                listener.resource(resources.from(), resources.to());
                Wire scopes = new Wire(request, resources.from());
                while (scopes.next(resources.to())) {
                    if (scopes.isBytes(SCOPE_SPANS)) {
                        listener.scope(scopes.from(), scopes.to());
                        Wire spans = new Wire(request, scopes.from());
                        while (spans.next(scopes.to())) {
                            if (spans.isBytes(SPANS)) {
                                read(request, spans.from(), spans.to(), span);
                                listener.span(spans.from(), spans.to(), span);
                            }
                        }
                    }
                }
            }
        }
    }
    // @end

    private static void read(byte[] request, int from, int to, Span span) {
        long start = 0;
        long end = 0;
        span.traceHigh = 0;
        span.traceLow = 0;
        span.failed = false;
        Wire in = new Wire(request, from);
        while (in.next(to)) {
            if (in.isBytes(TRACE_ID) && in.to() - in.from() == TRACE_ID_BYTES) {
                ByteBuffer id = ByteBuffer.wrap(request, in.from(), TRACE_ID_BYTES);
                span.traceHigh = id.getLong();
                span.traceLow = id.getLong();
            } else if (in.isFixed64(START)) {
                start = in.value();
            } else if (in.isFixed64(END)) {
                end = in.value();
            } else if (in.isBytes(STATUS)) {
                span.failed = isError(request, in.from(), in.to());
            }
        }
        span.nanos = Math.max(0, end - start);
    }

    private static boolean isError(byte[] request, int from, int to) {
        boolean error = false;
        Wire in = new Wire(request, from);
        while (in.next(to)) {
            if (in.isVarint(CODE)) {
                error = in.value() == ERROR;
            }
        }
        return error;
    }

    /// All fields of a message but the spans in it: of a `ResourceSpans` or of a `ScopeSpans`, which have
    /// them in the same place.
    static byte[] withoutSpans(byte[] request, int from, int to, boolean withoutResource) {
        WireWriter out = new WireWriter(64);
        Wire in = new Wire(request, from);
        int start = from;
        while (in.next(to)) {
            if (!in.isBytes(SPANS) && !(withoutResource && in.isBytes(ResourceAttributes.RESOURCE))) {
                out.raw(request, start, in.to());
            }
            start = in.to();
        }
        return out.toByteArray();
    }
}

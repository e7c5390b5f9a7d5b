package happensbefore.pipelines.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/// The body of an OTLP export request. Whoever has it does not write to its bytes.
///
/// @param spans how many spans are in it
/// @param body protobuf, or what gzip makes of it
@SuppressWarnings("ArrayRecordComponent") // handed on from stage to stage; a copy each time is what is to be avoided
public record OtlpRequest(int spans, byte[] body) {
    // @start region="serialize"
    static OtlpRequest of(SpanBatch batch) {
        byte[] body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(batch.resource())
                        .addScopeSpans(
                                ScopeSpans.newBuilder().setScope(batch.scope()).addAllSpans(batch.spans())))
                .build()
                .toByteArray();
        return new OtlpRequest(batch.spans().size(), body);
    }

    OtlpRequest compressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return new OtlpRequest(spans, bytes.toByteArray());
    }
    // @end
}

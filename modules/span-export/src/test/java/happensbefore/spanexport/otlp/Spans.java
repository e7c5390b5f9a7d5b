package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ended spans, and the SDK's exporters without the retries that they make inside.
final class Spans {
    private Spans() {}

    static List<SpanData> ended(int spans) {
        List<SpanData> ended = new ArrayList<>();
        try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite())) // without one, spans are none
                .build()) {
            for (int i = 0; i < spans; i++) {
                var span = sdk.get("test").spanBuilder("work").startSpan();
                span.end();
                ended.add(((ReadableSpan) span).toSpanData());
            }
        }
        return ended;
    }

    /// Records every span, and samples none.
    static Sampler recordOnly() {
        return new Sampler() {
            @Override
            public SamplingResult shouldSample(
                    Context parent,
                    String traceId,
                    String name,
                    SpanKind kind,
                    Attributes attributes,
                    List<LinkData> links) {
                return SamplingResult.recordOnly();
            }

            @Override
            public String getDescription() {
                return "record only";
            }
        };
    }

    static SpanExporter grpc(URI endpoint) {
        return OtlpGrpcSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setRetryPolicy(null)
                .build();
    }

    static SpanExporter http(URI endpoint) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .setRetryPolicy(null)
                .build();
    }

    static boolean join(CompletableResultCode code) {
        code.join(60, TimeUnit.SECONDS);
        assertThat(code.isDone()).as("within a minute").isTrue();
        return code.isSuccess();
    }
}

package happensbefore.telemetry;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// An SDK that is the same whatever the environment says.
final class FixedSdk {
    private static final InternalTelemetryVersion INTERNAL = InternalTelemetryVersion.LATEST;

    private FixedSdk() {}

    /// @param before what sees each span before the exporting processor does
    static OpenTelemetrySdk build(
            URI endpoint,
            OtlpProtocol protocol,
            Resource resource,
            DeliveryWatch watch,
            Duration exportTimeout,
            Duration metricInterval,
            List<SpanProcessor> before) {
        AtomicReference<MeterProvider> ownMeters = new AtomicReference<>(MeterProvider.noop());
        Exporters exporters = switch (protocol) {
            case GRPC -> grpc(endpoint.toString(), ownMeters, exportTimeout);
            case HTTP_PROTOBUF -> http(endpoint.toString(), ownMeters, exportTimeout);
        };
        SdkMeterProvider meters = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.builder(watch.watch(exporters.metrics))
                        .setInterval(metricInterval)
                        .build())
                .build();
        ownMeters.set(meters);
        BatchSpanProcessor spans = BatchSpanProcessor.builder(watch.watch(exporters.spans))
                .setScheduleDelay(TestPace.BATCH_DELAY)
                .setMaxQueueSize(TestPace.QUEUE_SIZE)
                .setMeterProvider(meters)
                .setInternalTelemetryVersion(INTERNAL)
                .build();
        BatchLogRecordProcessor logs = BatchLogRecordProcessor.builder(watch.watch(exporters.logs))
                .setScheduleDelay(TestPace.BATCH_DELAY)
                .setMaxQueueSize(TestPace.QUEUE_SIZE)
                .setMeterProvider(meters)
                .setInternalTelemetryVersion(INTERNAL)
                .build();
        SdkTracerProviderBuilder tracers = SdkTracerProvider.builder().setResource(resource);
        before.forEach(tracers::addSpanProcessor);
        return OpenTelemetrySdk.builder()
                .setTracerProvider(tracers.addSpanProcessor(watch.gate(spans, TestPace.QUEUE_SIZE))
                        .build())
                .setMeterProvider(meters)
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(watch.gate(logs, TestPace.QUEUE_SIZE))
                        .build())
                .build();
    }

    private record Exporters(SpanExporter spans, MetricExporter metrics, LogRecordExporter logs) {}

    private static Exporters grpc(String endpoint, AtomicReference<MeterProvider> meters, Duration timeout) {
        return new Exporters(
                OtlpGrpcSpanExporter.builder()
                        .setEndpoint(endpoint)
                        .setTimeout(timeout)
                        .setMeterProvider(meters::get)
                        .setInternalTelemetryVersion(INTERNAL)
                        .build(),
                OtlpGrpcMetricExporter.builder()
                        .setEndpoint(endpoint)
                        .setTimeout(timeout)
                        .setMeterProvider(meters::get)
                        .setInternalTelemetryVersion(INTERNAL)
                        .build(),
                OtlpGrpcLogRecordExporter.builder()
                        .setEndpoint(endpoint)
                        .setTimeout(timeout)
                        .setMeterProvider(meters::get)
                        .setInternalTelemetryVersion(INTERNAL)
                        .build());
    }

    private static Exporters http(String endpoint, AtomicReference<MeterProvider> meters, Duration timeout) {
        return new Exporters(
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint + "/v1/traces")
                        .setTimeout(timeout)
                        .setMeterProvider(meters::get)
                        .setInternalTelemetryVersion(INTERNAL)
                        .build(),
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(endpoint + "/v1/metrics")
                        .setTimeout(timeout)
                        .setMeterProvider(meters::get)
                        .setInternalTelemetryVersion(INTERNAL)
                        .build(),
                OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(endpoint + "/v1/logs")
                        .setTimeout(timeout)
                        .setMeterProvider(meters::get)
                        .setInternalTelemetryVersion(INTERNAL)
                        .build());
    }
}

package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The receiver seen by gRPC's own client, which shares no code with it.
class GrpcWitnessTest {
    private static final int LIMIT = 64 * 1024;

    private EmbeddedReceiver receiver;
    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(LIMIT));
        channel = NettyChannelBuilder.forAddress(
                        receiver.grpcEndpoint().getHost(),
                        receiver.grpcEndpoint().getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() throws Exception {
        channel.shutdownNow();
        assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void tracesAreTaken(String compression) {
        assertThat(TraceServiceGrpc.newBlockingStub(channel)
                        .withCompression(compression)
                        .export(Otlp.traces(Otlp.span("a"), Otlp.span("b"))))
                .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void metricsAreTaken(String compression) {
        Metric metric = Metric.newBuilder()
                .setName("depth")
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(42)))
                .build();
        assertThat(MetricsServiceGrpc.newBlockingStub(channel)
                        .withCompression(compression)
                        .export(Otlp.metrics("hand", metric)))
                .isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
        assertThat(receiver.latestGauge("depth", Map.of())).hasValue(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void logsAreTaken(String compression) {
        ExportLogsServiceRequest request = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder().setSeverityText("careful"))))
                .build();
        assertThat(LogsServiceGrpc.newBlockingStub(channel)
                        .withCompression(compression)
                        .export(request))
                .isEqualTo(ExportLogsServiceResponse.getDefaultInstance());
        assertThat(receiver.logs())
                .singleElement()
                .extracting(ReceivedLog::severityText)
                .isEqualTo("careful");
    }

    @Test
    void anEmptyRequestSucceeds() {
        assertThat(TraceServiceGrpc.newBlockingStub(channel).export(ExportTraceServiceRequest.getDefaultInstance()))
                .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(receiver.requests()).isEqualTo(new RequestCounts(1, 0, Map.of(), 0, Map.of()));
    }

    @Test
    void spansWithoutValidIdsAreRejectedOneByOne() {
        Span noTrace = Otlp.span("no trace").toBuilder().clearTraceId().build();
        assertThat(TraceServiceGrpc.newBlockingStub(channel)
                        .export(Otlp.traces(noTrace, Otlp.span("valid")))
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(1);
    }

    @Test
    void garbageIsAnInvalidArgument() {
        byte[] garbage = "not protobuf, 100 % sure: ü".getBytes(StandardCharsets.UTF_8);
        StatusRuntimeException refused = refusedExport(Signal.TRACES.grpcPath(), "identity", garbage);
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getStatus().getDescription()).contains("not an OTLP TRACES request");
        stillTakesSpans();
    }

    @Test
    void moreThanTheLimitIsRefusedForGood() {
        StatusRuntimeException refused = refusedExport(Signal.TRACES.grpcPath(), "identity", new byte[LIMIT + 1]);
        refusedForGood(refused);
    }

    @Test
    void farMoreThanTheLimitIsRefusedForGood() {
        StatusRuntimeException refused = refusedExport(Signal.TRACES.grpcPath(), "identity", new byte[100 * LIMIT]);
        refusedForGood(refused);
    }

    @Test
    void aGzipBombIsRefusedForGood() {
        StatusRuntimeException refused = refusedExport(Signal.TRACES.grpcPath(), "gzip", new byte[32 * 1024 * 1024]);
        refusedForGood(refused);
    }

    @Test
    void anotherMethodIsUnimplemented() {
        StatusRuntimeException refused =
                refusedExport("/opentelemetry.proto.collector.trace.v1.TraceService/Import", "identity", new byte[0]);
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        stillTakesSpans();
    }

    private void refusedForGood(StatusRuntimeException refused) {
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getStatus().getDescription()).contains("larger than " + LIMIT + " bytes");
        Metadata trailers = Objects.requireNonNull(refused.getTrailers());
        assertThat(trailers.keys()).doesNotContain("grpc-status-details-bin");
        stillTakesSpans();
    }

    private StatusRuntimeException refusedExport(String path, String compression, byte[] message) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(path.substring(1))
                .build();
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(
                        channel, method, CallOptions.DEFAULT.withCompression(compression), message));
    }

    private void stillTakesSpans() {
        assertThat(TraceServiceGrpc.newBlockingStub(channel).export(Otlp.traces(Otlp.span("good"))))
                .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsExactly("good");
    }
}

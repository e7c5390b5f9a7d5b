package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
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
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Faults on request, as gRPC's own client sees them.
@Timeout(60)
class GrpcFaultTest {
    private static final ExportTraceServiceRequest TWO = Otlp.traces(Otlp.span("a"), Otlp.span("b"));

    private EmbeddedReceiver receiver;
    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        receiver = EmbeddedReceiver.start();
        channel = NettyChannelBuilder.forAddress(
                        receiver.grpcEndpoint().getHost(),
                        receiver.grpcEndpoint().getPort())
                .usePlaintext()
                .disableRetry()
                .build();
    }

    @AfterEach
    void disconnect() throws Exception {
        channel.shutdownNow();
        assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        receiver.close();
    }

    @Test
    void aRetryableRejectionCarriesRetryInfo() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.RejectRetryable(Duration.ofMillis(2_250))));
        StatusRuntimeException refused = refusedExport();
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        com.google.rpc.Status details = Objects.requireNonNull(StatusProto.fromThrowable(refused));
        assertThat(details.getMessage()).isEqualTo("refused for now by an injected fault");
        RetryInfo info = details.getDetails(0).unpack(RetryInfo.class);
        assertThat(info.getRetryDelay().getSeconds()).isEqualTo(2);
        assertThat(info.getRetryDelay().getNanos()).isEqualTo(250_000_000);
        counted(FaultKind.REJECT_RETRYABLE, Map.of(Refusal.FAULT_RETRYABLE, 1L), 0);
        servesAgain();
    }

    @Test
    void aPermanentRejectionIsFinal() {
        receiver.inject(FaultPlan.always(new Fault.RejectPermanent()));
        StatusRuntimeException refused = refusedExport();
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(Objects.requireNonNull(refused.getTrailers()).keys()).doesNotContain("grpc-status-details-bin");
        counted(FaultKind.REJECT_PERMANENT, Map.of(Refusal.FAULT_PERMANENT, 1L), 0);
        servesAgain();
    }

    @Test
    void aClosedConnectionIsUnavailable() {
        receiver.inject(FaultPlan.always(new Fault.CloseConnection()));
        assertThat(refusedExport().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        await().untilAsserted(() -> counted(FaultKind.CLOSE_CONNECTION, Map.of(), 1));
        servesAgain();
    }

    @Test
    void aCallThatIsGivenUpIsForgottenAndLeavesTheOthersOfItsConnection() {
        receiver.inject(FaultPlan.always(new Fault.Hang()));
        ListenableFuture<ExportTraceServiceResponse> patient =
                TraceServiceGrpc.newFutureStub(channel).export(TWO);
        ListenableFuture<ExportTraceServiceResponse> givenUp =
                TraceServiceGrpc.newFutureStub(channel).export(TWO);
        await().until(() -> receiver.requests().faulted(FaultKind.HANG) == 2);
        givenUp.cancel(true);
        await().until(() -> receiver.requests().unanswered() == 1);
        assertThat(patient.isDone()).isFalse();
        receiver.inject(FaultPlan.none());
        assertThatThrownBy(() -> patient.get(20, TimeUnit.SECONDS)).hasMessageContaining("UNAVAILABLE");
        servesAgain();
    }

    @Test
    void partialSuccessCountsEverySignalsItems() {
        receiver.inject(FaultPlan.always(new Fault.PartialSuccess(1)));
        assertThat(TraceServiceGrpc.newBlockingStub(channel)
                        .export(TWO)
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(2);
        Metric metric = Metric.newBuilder()
                .setName("depth")
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(1))
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(2))
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(3)))
                .build();
        assertThat(MetricsServiceGrpc.newBlockingStub(channel)
                        .export(Otlp.metrics("shop", metric))
                        .getPartialSuccess()
                        .getRejectedDataPoints())
                .isEqualTo(3);
        ScopeLogs logs = ScopeLogs.newBuilder()
                .addLogRecords(LogRecord.getDefaultInstance())
                .build();
        assertThat(LogsServiceGrpc.newBlockingStub(channel)
                        .export(ExportLogsServiceRequest.newBuilder()
                                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(logs))
                                .build())
                        .getPartialSuccess()
                        .getRejectedLogRecords())
                .isEqualTo(1);
        assertThat(receiver.counts(Signal.TRACES)).isEqualTo(new ItemCounts(0, 0, 2));
        assertThat(receiver.counts(Signal.METRICS)).isEqualTo(new ItemCounts(0, 0, 3));
        assertThat(receiver.counts(Signal.LOGS)).isEqualTo(new ItemCounts(0, 0, 1));
        assertThat(receiver.requests().faulted(FaultKind.PARTIAL_SUCCESS)).isEqualTo(3);
    }

    private StatusRuntimeException refusedExport() {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> TraceServiceGrpc.newBlockingStub(channel).export(TWO));
    }

    private void counted(FaultKind kind, Map<Refusal, Long> refused, long unanswered) {
        assertThat(receiver.requests()).isEqualTo(new RequestCounts(0, 0, refused, unanswered, Map.of(kind, 1L)));
    }

    private void servesAgain() {
        assertThat(receiver.spans()).isEmpty();
        receiver.inject(FaultPlan.none());
        TraceServiceGrpc.newBlockingStub(channel).withWaitForReady().export(TWO);
        assertThat(receiver.spans()).hasSize(2);
    }
}

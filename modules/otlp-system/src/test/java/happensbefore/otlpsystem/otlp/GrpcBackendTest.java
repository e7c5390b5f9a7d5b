package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpServer;
import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.spanexport.LaneExport;
import happensbefore.spanexport.PartlyRejectedException;
import happensbefore.telemetry.receiver.Signal;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OTLP over gRPC to a server of grpc-java.
@Timeout(60)
class GrpcBackendTest {
    private static final ExportTraceServiceResponse ALL_IS_WELL = ExportTraceServiceResponse.getDefaultInstance();

    private static GatewaySettings.Backend settings(URI endpoint, String more) {
        return SettingsReader.parse(
                        "backends: [{name: one, protocol: grpc, endpoint: '" + endpoint + "'" + more + "}]",
                        "test.yaml")
                .backends()
                .getFirst();
    }

    private static boolean export(URI endpoint, String more, Freight freight) throws Exception {
        try (BackendLink link = BackendLink.to(settings(endpoint, more))) {
            return link.export(Signal.TRACES)
                    .export(freight)
                    .toCompletableFuture()
                    .join();
        }
    }

    private static Freight freight(int requests, int spans) {
        List<Shipment> shipments = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            shipments.add(new Shipment(
                    Requests.traces("shop-" + i, (long) i * spans, spans).toByteArray(), spans, 0));
        }
        return Freight.of(shipments);
    }

    private static int spans(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream()
                .mapToInt(resource -> resource.getScopeSpans(0).getSpansCount())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void severalRequestsArriveAsOneWithTheHeadersThatWereSet(String compression) throws Exception {
        try (GrpcTraces server = GrpcTraces.answering(_ -> ALL_IS_WELL)) {
            String more = ", compression: " + compression + ", headers: {authorization: Bearer secret}";
            assertThat(export(server.endpoint(), more, freight(3, 5_000))).isTrue(); // larger than a window of HTTP/2
            assertThat(server.requests()).hasSize(1);
            ExportTraceServiceRequest request = server.requests().getFirst();
            assertThat(request.getResourceSpansCount()).isEqualTo(3);
            assertThat(spans(request)).isEqualTo(15_000);
            Metadata headers = server.headers().getFirst();
            assertThat(headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)))
                    .isEqualTo("Bearer secret");
            assertThat(headers.get(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER)))
                    .isNotNull();
        }
    }

    @Test
    void whatItRejectsOfARequestIsToldAndNotSentAgain() throws Exception {
        ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
        answer.getPartialSuccessBuilder().setRejectedSpans(7);
        try (GrpcTraces server = GrpcTraces.answering(_ -> answer.build())) {
            assertThatThrownBy(() -> export(server.endpoint(), "", freight(1, 20)))
                    .isInstanceOfSatisfying(
                            PartlyRejectedException.class,
                            partly -> assertThat(partly.items()).isEqualTo(7));
        }
    }

    private static BackendAnswer answer(GrpcTraces server) {
        return Objects.requireNonNull(
                catchThrowableOfType(BackendAnswer.class, () -> export(server.endpoint(), "", freight(1, 1))));
    }

    /// The table of the OTLP specification.
    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"OK", "UNRECOGNIZED"},
            mode = EnumSource.Mode.EXCLUDE)
    void eachCodeIsRetriedOrNotAsOtlpSays(Code code) throws Exception {
        List<Code> retryable = List.of(
                Code.CANCELLED,
                Code.DEADLINE_EXCEEDED,
                Code.ABORTED,
                Code.OUT_OF_RANGE,
                Code.UNAVAILABLE,
                Code.DATA_LOSS);
        io.grpc.Status status = io.grpc.Status.fromCodeValue(code.getNumber()).withDescription("100 % größer");
        try (GrpcTraces server = GrpcTraces.answering(_ -> {
            throw status.asRuntimeException();
        })) {
            BackendAnswer answer = answer(server);
            assertThat(answer).hasMessage(code + ": 100 % größer");
            assertThat(answer.isRetryable()).isEqualTo(retryable.contains(code));
            assertThat(answer.retryAfter()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"RESOURCE_EXHAUSTED, 1500", "RESOURCE_EXHAUSTED, 0", "UNAVAILABLE, 30000", "INVALID_ARGUMENT, 10"})
    void retryInfoIsHonored(Code code, long millis) throws Exception {
        RetryInfo info = RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(millis / 1000)
                        .setNanos((int) (millis % 1000) * 1_000_000))
                .build();
        StatusRuntimeException refusal = StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("later")
                .addDetails(Any.pack(com.google.protobuf.Duration.getDefaultInstance()))
                .addDetails(Any.pack(info))
                .build());
        try (GrpcTraces server = GrpcTraces.answering(_ -> {
            throw refusal;
        })) {
            BackendAnswer answer = answer(server);
            assertThat(answer.isRetryable()).isEqualTo(code != Code.INVALID_ARGUMENT);
            assertThat(answer.retryAfter()).isEqualTo(Duration.ofMillis(millis));
            assertThat(answer.isAlive()).isTrue();
        }
    }

    @Test
    void aBackendThatDoesNotAnswerIsNotWaitedForLonger() throws Exception {
        CompletableFuture<ExportTraceServiceResponse> never = new CompletableFuture<>();
        try (GrpcTraces server = GrpcTraces.answering(_ -> never.join())) {
            assertThatThrownBy(() -> export(server.endpoint(), ", timeout: 100ms", freight(1, 1)))
                    .isInstanceOf(TimeoutException.class);
            never.complete(ALL_IS_WELL);
        }
    }

    @Test
    void aConnectionThatWasSilentIsNotTakenAgain() throws Exception {
        try (GrpcTraces server = GrpcTraces.answering(_ -> ALL_IS_WELL);
                SilentFirst between = new SilentFirst(server.endpoint());
                BackendLink link = BackendLink.to(settings(between.endpoint(), ", timeout: 500ms"))) {
            LaneExport<Freight> export = link.export(Signal.TRACES);
            assertThatThrownBy(() -> export.export(freight(1, 1))).isInstanceOf(TimeoutException.class);
            await().atMost(Duration.ofSeconds(20)).until(() -> answers(export)); // half a second may be too short
        }
    }

    private static boolean answers(LaneExport<Freight> export) throws Exception {
        try {
            return export.export(freight(1, 1)).toCompletableFuture().join();
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CompletableFuture<ExportTraceServiceResponse> never = new CompletableFuture<>();
        try (GrpcTraces server = GrpcTraces.answering(_ -> never.join())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> export(server.endpoint(), "", freight(1, 1)))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            never.complete(ALL_IS_WELL);
        }
    }

    @Test
    void aServerThatSpeaksNoHttp2IsAFailureThatIsTriedAgain() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
            assertThatThrownBy(() -> export(endpoint, ", timeout: 5s", freight(1, 1)))
                    .isInstanceOf(IOException.class);
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,  -,          UNKNOWN,     no grpc-status came
            x,  -,          UNKNOWN,     ''
            99, -,          UNKNOWN,     ''
            14, come+again, UNAVAILABLE, come+again
            14, 50%,        UNAVAILABLE, 50%
            """)
    void trailersThatAreNotAsTheyShouldBe(String code, String message, GrpcCode expected, String told) {
        Map<String, String> trailers = new HashMap<>();
        trailers.put("grpc-status", code);
        trailers.put("grpc-message", message);
        trailers.put("grpc-status-details-bin", "no base64!");
        assertThat(GrpcStatus.of(trailers::get)).isEqualTo(new GrpcStatus(expected, told, null));
    }
}

package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may send: only who carries the token, and from this machine only.
@Timeout(60)
class AdmissionTest {
    private static final String TOKEN = "a secret";
    private static final byte[] GOOD = Otlp.traces(Otlp.span("good")).toByteArray();

    private EmbeddedReceiver receiver;

    @BeforeEach
    void start() {
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withBearerToken(TOKEN));
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer a secre", "Bearer a secret2", "Basic a secret", "a secret"})
    void overHttpWithoutTheTokenNothingIsTaken(String authorization) throws Exception {
        try (RawHttp http = new RawHttp(receiver.httpEndpoint())) {
            RawHttp.Answer answer = http.post("/v1/traces", with(authorization), GOOD);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
            assertThat(Otlp.statusCode(answer.body())).isEqualTo(16);
            assertThat(receiver.spans()).isEmpty();
            assertThat(receiver.requests().refused(Refusal.UNAUTHENTICATED)).isEqualTo(1);

            assertThat(http.post("/v1/traces", with("bearer " + TOKEN), GOOD).status())
                    .isEqualTo(200);
            assertThat(receiver.spans()).hasSize(1);
        }
    }

    @Test
    void whatPathsThereAreIsNotToldWithoutTheToken() throws Exception {
        try (RawHttp http = new RawHttp(receiver.httpEndpoint())) {
            assertThat(http.post("/v1/profiles", with(""), GOOD).status()).isEqualTo(401);
            assertThat(http.post("/v1/profiles", with("Bearer " + TOKEN), GOOD).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void overGrpcTheSameHolds() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        receiver.grpcEndpoint().getHost(),
                        receiver.grpcEndpoint().getPort())
                .usePlaintext()
                .build();
        try {
            TraceServiceGrpc.TraceServiceBlockingStub stub = TraceServiceGrpc.newBlockingStub(channel);
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class, () -> stub.export(Otlp.traces(Otlp.span("bad"))));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            Metadata token = new Metadata();
            token.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + TOKEN);
            stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
                    .export(Otlp.traces(Otlp.span("good")));
            assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsExactly("good");
        } finally {
            channel.shutdownNow();
            assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theSdksExporterCarriesTheTokenAsAHeader() {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(receiver.httpEndpoint().resolve("/v1/traces").toString())
                .addHeader("Authorization", "Bearer " + TOKEN)
                .build();
        try (SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            tracers.get("t").spanBuilder("good").startSpan().end();
            await().until(() -> receiver.spans().size() == 1);
        }
    }

    @Test
    void theTokenIsInNoText() {
        assertThat(ReceiverSettings.anyFreePort().withBearerToken(TOKEN).toString())
                .contains("no TLS, a token")
                .doesNotContain(TOKEN);
        assertThatThrownBy(() -> ReceiverSettings.anyFreePort().withBearerToken(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itIsReachedFromOutsideOnlyWhenToldSo() throws Exception {
        List<InetAddress> outside = outsideAddresses();
        assumeFalse(outside.isEmpty(), "this machine has no address but loopback");
        try (EmbeddedReceiver open =
                EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withHost("0.0.0.0"))) {
            assertThat(open.httpEndpoint()).hasHost("127.0.0.1");
            for (InetAddress address : outside) {
                new Socket(address, open.httpEndpoint().getPort()).close();
                assertThatThrownBy(() ->
                                new Socket(address, receiver.httpEndpoint().getPort()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private static List<InetAddress> outsideAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .toList();
    }

    private static Map<String, String> with(String authorization) {
        return Map.of("Content-Type", "application/x-protobuf", "Authorization", authorization);
    }
}

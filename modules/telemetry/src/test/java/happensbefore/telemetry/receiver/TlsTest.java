package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TlsTest {
    private static Certificates certificates;
    private static EmbeddedReceiver receiver;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificates = Certificates.make(directory);
        receiver = EmbeddedReceiver.start(
                ReceiverSettings.anyFreePort().withTls(tls(certificates.keyStore(), certificates.password())));
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @BeforeEach
    void clear() {
        receiver.clear();
    }

    // @start region="tls"
    static SSLContext tls(Path keyStore, char[] password) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(keyStore.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
    // @end region="tls"

    @Test
    void theEndpointsSaySo() {
        assertThat(receiver.grpcEndpoint()).hasScheme("https");
        assertThat(receiver.httpEndpoint()).hasScheme("https");
    }

    @Test
    void theSdksGrpcExporterIsServed() throws Exception {
        arrives(OtlpGrpcSpanExporter.builder()
                .setEndpoint(receiver.grpcEndpoint().toString())
                .setTrustedCertificates(certificates.pem())
                .build());
    }

    @Test
    void theSdksHttpExporterIsServed() throws Exception {
        arrives(OtlpHttpSpanExporter.builder()
                .setEndpoint(receiver.httpEndpoint().resolve("/v1/traces").toString())
                .setTrustedCertificates(certificates.pem())
                .build());
    }

    @Test
    void grpcsOwnClientIsServed() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", receiver.grpcEndpoint().getPort())
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(new ByteArrayInputStream(certificates.pem()))
                        .build())
                .build();
        try {
            TraceServiceGrpc.newBlockingStub(channel).export(Otlp.traces(Otlp.span("good")));
            assertThat(receiver.spans()).hasSize(1);
        } finally {
            channel.shutdownNow();
            assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void theJdksClientIsServed(HttpClient.Version version) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(certificates.clientContext()).build()) {
            HttpResponse<byte[]> answer = client.send(post(version), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(version);
            assertThat(receiver.spans()).hasSize(1);
        }
    }

    @Test
    void whoDoesNotKnowTheCertificateDoesNotSend() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(
                            () -> client.send(post(HttpClient.Version.HTTP_2), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
        assertThat(receiver.spans()).isEmpty();
    }

    @Test
    void whoDoesNotSpeakTlsIsCutOffAndTheOthersAreServed() throws Exception {
        try (RawHttp plain = new RawHttp(receiver.httpEndpoint())) {
            assertThatThrownBy(() -> plain.post(
                            "/v1/traces",
                            RawHttp.PROTOBUF,
                            Otlp.traces(Otlp.span("plain")).toByteArray()))
                    .isInstanceOf(Exception.class);
        }
        theJdksClientIsServed(HttpClient.Version.HTTP_2);
    }

    private static HttpRequest post(HttpClient.Version version) {
        return HttpRequest.newBuilder(receiver.httpEndpoint().resolve("/v1/traces"))
                .version(version)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        Otlp.traces(Otlp.span("good")).toByteArray()))
                .build();
    }

    private static void arrives(SpanExporter exporter) {
        try (SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            tracers.get("t").spanBuilder("good").startSpan().end();
            await().until(() -> receiver.spans().size() == 1);
        }
    }
}

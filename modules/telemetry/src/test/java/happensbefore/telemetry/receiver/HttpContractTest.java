package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every refusal is followed by a good request on the same connection.
class HttpContractTest {
    private static final int LIMIT = 64 * 1024;
    private static final byte[] GOOD = Otlp.traces(Otlp.span("good")).toByteArray();
    private static final Map<String, String> GZIP =
            Map.of("Content-Type", "application/x-protobuf", "Content-Encoding", "gzip");

    private EmbeddedReceiver receiver;
    private RawHttp http;

    @BeforeEach
    void connect() throws Exception {
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(LIMIT));
        http = new RawHttp(receiver.httpEndpoint());
    }

    @AfterEach
    void disconnect() throws Exception {
        http.close();
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyRequestSucceeds(Signal signal) throws Exception {
        RawHttp.Answer answer = http.post(signal.httpPath(), PROTOBUF, new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/x-protobuf");
        assertThat(answer.body()).isEmpty();
        stillTakesSpans();
    }

    @Test
    void aContentTypeMayHaveParametersAndAnyCase() throws Exception {
        assertThat(http.post("/v1/traces", Map.of("Content-Type", "Application/X-Protobuf; q=1"), GOOD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aChunkedRequestIsTaken() throws Exception {
        http.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        assertThat(http.readAnswer().status()).isEqualTo(200);
        stillTakesSpans();
    }

    @Test
    void truncatedProtobufIsMalformed() throws Exception {
        refused(Refusal.MALFORMED, http.post("/v1/traces", PROTOBUF, Arrays.copyOf(GOOD, GOOD.length - 3)));
    }

    @ParameterizedTest
    @EnumSource
    void garbageIsMalformed(Signal signal) throws Exception {
        byte[] garbage = "GET / is not protobuf".getBytes(StandardCharsets.US_ASCII);
        refused(Refusal.MALFORMED, http.post(signal.httpPath(), PROTOBUF, garbage));
    }

    @Test
    void whatIsNotGzipIsMalformed() throws Exception {
        refused(Refusal.MALFORMED, http.post("/v1/traces", GZIP, GOOD));
    }

    @Test
    void truncatedGzipIsMalformed() throws Exception {
        byte[] whole = Otlp.gzip(GOOD);
        refused(Refusal.MALFORMED, http.post("/v1/traces", GZIP, Arrays.copyOf(whole, whole.length - 9)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/jsonl", "text/plain", "application/grpc"})
    void anotherContentTypeIsUnsupported(String type) throws Exception {
        refused(Refusal.UNSUPPORTED_TYPE, http.post("/v1/traces", Map.of("Content-Type", type), GOOD));
    }

    @Test
    void noContentTypeIsUnsupported() throws Exception {
        refused(Refusal.UNSUPPORTED_TYPE, http.post("/v1/traces", Map.of(), GOOD));
    }

    @Test
    void anotherContentEncodingIsUnsupported() throws Exception {
        refused(
                Refusal.UNSUPPORTED_TYPE,
                http.post(
                        "/v1/traces",
                        Map.of("Content-Type", "application/x-protobuf", "Content-Encoding", "zstd"),
                        GOOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void anotherMethodIsWrong(String method) throws Exception {
        RawHttp.Answer answer = http.send(method, "/v1/traces", PROTOBUF, GOOD);
        assertThat(answer.headers()).containsEntry("allow", "POST");
        refused(Refusal.WRONG_METHOD, answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/profiles", "/v1/traces/"})
    void anotherPathIsUnknown(String path) throws Exception {
        refused(Refusal.UNKNOWN_PATH, http.post(path, PROTOBUF, GOOD));
    }

    @Test
    void theLimitIsTakenAndOneByteMoreIsTooLarge() throws Exception {
        byte[] atLimit = spanOfSize(LIMIT);
        byte[] overLimit = spanOfSize(LIMIT + 1);
        assertThat(http.post("/v1/traces", PROTOBUF, atLimit).status()).isEqualTo(200);
        assertThat(http.post("/v1/traces", GZIP, Otlp.gzip(atLimit)).status()).isEqualTo(200);
        refused(Refusal.TOO_LARGE, http.post("/v1/traces", PROTOBUF, overLimit));
        refused(Refusal.TOO_LARGE, http.post("/v1/traces", GZIP, Otlp.gzip(overLimit)));
    }

    @Test
    void whatIsStillOnItsWayWhenARequestIsRefusedDoesNotSpoilTheNext() throws Exception {
        startPost("text/plain", 20);
        http.write("first half");
        awaitRefused(Refusal.UNSUPPORTED_TYPE);
        http.write("other half");
        refused(Refusal.UNSUPPORTED_TYPE, http.readAnswer());
    }

    @Test
    void aBodyOfTwiceTheLimitIsRefusedBeforeItsEndAndTheConnectionIsKept() throws Exception {
        startPost("application/x-protobuf", 2 * LIMIT);
        http.write("x".repeat(LIMIT + 1));
        awaitRefused(Refusal.TOO_LARGE);
        http.write("x".repeat(LIMIT - 1));
        refused(Refusal.TOO_LARGE, http.readAnswer());
    }

    @Test
    void aClientThatSendsOnAndOnIsAnsweredAndCutOff() throws Exception {
        startPost("application/x-protobuf", 100 * LIMIT);
        http.write("x".repeat(LIMIT + 1));
        http.write("x".repeat(2 * LIMIT));
        assertThat(http.readAnswer().status()).isEqualTo(Refusal.TOO_LARGE.httpStatus());
        assertThatThrownBy(http::readAnswer).isInstanceOf(EOFException.class);
    }

    private void startPost(String type, int length) throws IOException {
        http.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + length + "\r\n\r\n");
    }

    private void awaitRefused(Refusal refusal) {
        await().until(() -> receiver.requests().refused(refusal) == 1);
    }

    @Test
    void aGzipBombIsTooLarge() throws Exception {
        byte[] bomb = Otlp.gzip(new byte[32 * 1024 * 1024]);
        assertThat(bomb).hasSizeLessThan(LIMIT);
        refused(Refusal.TOO_LARGE, http.post("/v1/traces", GZIP, bomb));
    }

    @Test
    void spansWithoutValidIdsAreRejectedOneByOne() throws Exception {
        Span noTrace = Otlp.span("no trace").toBuilder().clearTraceId().build();
        Span zero = Otlp.span("zero").toBuilder()
                .setSpanId(ByteString.copyFrom(new byte[8]))
                .build();
        RawHttp.Answer answer = http.post(
                "/v1/traces",
                PROTOBUF,
                Otlp.traces(noTrace, Otlp.span("valid"), zero).toByteArray());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(2);
        assertThat(receiver.spans())
                .singleElement()
                .extracting(ReceivedSpan::name)
                .isEqualTo("valid");
        assertThat(receiver.counts(Signal.TRACES)).isEqualTo(new ItemCounts(1, 0, 2));
    }

    private static byte[] spanOfSize(int bytes) {
        int overhead = Otlp.traces(Otlp.span("x".repeat(40_000))).getSerializedSize() - 40_000;
        byte[] request = Otlp.traces(Otlp.span("x".repeat(bytes - overhead))).toByteArray();
        assertThat(request).hasSize(bytes);
        return request;
    }

    private void refused(Refusal expected, RawHttp.Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(expected.httpStatus());
        assertThat(answer.headers()).containsEntry("content-type", "application/x-protobuf");
        assertThat(Otlp.statusCode(answer.body())).isEqualTo(expected.grpcStatus());
        assertThat(receiver.requests().refused(expected)).isPositive();
        stillTakesSpans();
    }

    private void stillTakesSpans() throws Exception {
        receiver.clear();
        assertThat(http.post("/v1/traces", PROTOBUF, GOOD).status()).isEqualTo(200);
        assertThat(receiver.spans())
                .singleElement()
                .extracting(ReceivedSpan::name)
                .isEqualTo("good");
    }
}

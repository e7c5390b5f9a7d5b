package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The receiver as an operator sees it who tries it by hand: with curl, which waits for `100 Continue`, sends in
/// chunks and speaks HTTP/2 as no client in this build does.
@Timeout(120)
class CurlTest {
    private static final int LIMIT = 2 * 1024 * 1024;
    private static final byte[] GOOD = Otlp.traces(Otlp.span("good")).toByteArray();
    private static final byte[] GARBAGE = "neither the one nor the other".getBytes(StandardCharsets.UTF_8);
    private static final String PROTOBUF = "Content-Type: application/x-protobuf";
    private static final String JSON = "Content-Type: application/json";
    private static final String GZIP = "Content-Encoding: gzip";
    private static final String WAIT = "Expect: 100-continue";

    private static EmbeddedReceiver receiver;
    private static String version;
    private static Curl curl;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        version = Curl.version();
        assumeFalse(version.isEmpty(), "there is no curl on this machine");
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(LIMIT));
        curl = new Curl(receiver.httpEndpoint(), directory);
    }

    @AfterAll
    static void stop() {
        if (receiver != null) {
            receiver.close();
        }
    }

    @BeforeEach
    void clear() {
        receiver.clear();
    }

    @Test
    void protobufIsTakenPlainCompressedAndInChunks() throws Exception {
        isTaken(curl.post("/v1/traces", GOOD, "-H", PROTOBUF));
        isTaken(curl.post("/v1/traces", Otlp.gzip(GOOD), "-H", PROTOBUF, "-H", GZIP));
        isTaken(curl.post("/v1/traces", GOOD, "-H", PROTOBUF, "-H", "Transfer-Encoding: chunked"));
        isTaken(curl.post("/v1/traces", GOOD, "-H", PROTOBUF, "-H", WAIT));
        assertThat(receiver.spansNamed("good")).hasSize(4);
    }

    private static void isTaken(Curl.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/x-protobuf");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void jsonIsAnsweredInJson() throws Exception {
        Curl.Answer empty = curl.post("/v1/metrics", bytes("{}"), "-H", JSON);
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.contentType()).isEqualTo("application/json");
        assertThat(empty.text()).isEqualTo("{}");
        Curl.Answer zipped = curl.post("/v1/logs", Otlp.gzip(bytes("{}")), "-H", JSON, "-H", GZIP);
        assertThat(zipped.status()).isEqualTo(200);
        Curl.Answer refused = curl.post("/v1/traces", GARBAGE, "-H", JSON);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.contentType()).isEqualTo("application/json");
        assertThat(refused.text()).startsWith("{\"code\":3,\"message\":\"not an OTLP TRACES request in JSON: ");
    }

    @Test
    void anEmptyRequestSucceeds() throws Exception {
        isTaken(curl.post("/v1/traces", new byte[0], "-H", PROTOBUF));
    }

    @Test
    void whatIsNoRequestIsRefused() throws Exception {
        isRefused(Refusal.MALFORMED, curl.post("/v1/traces", GARBAGE, "-H", PROTOBUF));
        isRefused(Refusal.MALFORMED, curl.post("/v1/logs", GOOD, "-H", PROTOBUF, "-H", GZIP));
        isRefused(Refusal.MALFORMED, curl.post("/v1/traces", Arrays.copyOf(GOOD, GOOD.length - 1), "-H", PROTOBUF));
        isRefused(Refusal.UNSUPPORTED_TYPE, curl.post("/v1/traces", GOOD)); // a form, by curl's default
        isRefused(
                Refusal.UNSUPPORTED_TYPE, curl.post("/v1/traces", GOOD, "-H", PROTOBUF, "-H", "Content-Encoding: br"));
        isRefused(Refusal.UNKNOWN_PATH, curl.post("/v1/profiles", GOOD, "-H", PROTOBUF));
        isRefused(Refusal.WRONG_METHOD, curl.send("/v1/traces", List.of()));
        isTaken(curl.post("/v1/traces", GOOD, "-H", PROTOBUF));
    }

    @Test
    void oversizeIsRefusedWhetherOrNotCurlWaitsToBeToldToSend() throws Exception {
        byte[] tooLarge = new byte[LIMIT + 1];
        isRefused(Refusal.TOO_LARGE, curl.post("/v1/traces", tooLarge, "-H", PROTOBUF, "-H", WAIT));
        isRefused(Refusal.TOO_LARGE, curl.post("/v1/traces", tooLarge, "-H", PROTOBUF, "-H", "Expect:"));
        isRefused(
                Refusal.TOO_LARGE,
                curl.post("/v1/traces", tooLarge, "-H", PROTOBUF, "-H", "Transfer-Encoding: chunked"));
        isRefused(
                Refusal.TOO_LARGE, curl.post("/v1/traces", Otlp.gzip(new byte[8 * LIMIT]), "-H", PROTOBUF, "-H", GZIP));
        isTaken(curl.post("/v1/traces", GOOD, "-H", PROTOBUF));
    }

    @Test
    void http2WithoutTlsIsTheSame() throws Exception {
        assumeTrue(version.contains("HTTP2"), "this curl does not speak HTTP/2");
        Curl.Answer taken = curl.post("/v1/traces", GOOD, "--http2-prior-knowledge", "-H", PROTOBUF);
        isTaken(taken);
        assertThat(taken.httpVersion()).isEqualTo("2");
        isRefused(
                Refusal.TOO_LARGE,
                curl.post("/v1/traces", new byte[LIMIT + 1], "--http2-prior-knowledge", "-H", PROTOBUF));
        isRefused(Refusal.MALFORMED, curl.post("/v1/traces", GARBAGE, "--http2-prior-knowledge", "-H", PROTOBUF));
    }

    private static void isRefused(Refusal expected, Curl.Answer answer) {
        assertThat(answer.status()).isEqualTo(expected.httpStatus());
        assertThat(answer.contentType()).isEqualTo("application/x-protobuf");
        assertThat(Otlp.statusCode(answer.body())).isEqualTo(expected.grpcStatus());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OTLP/JSON on the wire: what is asked in JSON is answered in JSON, refusals too.
class HttpJsonTest {
    private static final String TRACE = "5B8EFFF798038103D269B633813FC60C";
    private static final String SPANS = """
            {"resourceSpans":[
              {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
               "scopeSpans":[{"scope":{"name":"checkout"},"spans":[
                 {"traceId":"%s","spanId":"EEE19B7EC3C1B174","name":"order","kind":2,
                  "startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,
                  "attributes":[{"key":"paid","value":{"boolValue":true}},{"key":"n","value":{"intValue":"7"}}]},
                 {"traceId":"00","spanId":"EEE19B7EC3C1B174","name":"no valid id"}]}]}]}
            """.formatted(TRACE);

    private EmbeddedReceiver receiver;
    private RawHttp http;

    @BeforeEach
    void connect() throws Exception {
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(64 * 1024));
        http = new RawHttp(receiver.httpEndpoint());
    }

    @AfterEach
    void disconnect() throws Exception {
        http.close();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void spansAreTakenAndThoseWithoutValidIdsRejected(boolean gzip) throws Exception {
        byte[] spans = SPANS.getBytes(StandardCharsets.UTF_8);
        RawHttp.Answer answer = gzip
                ? http.post(
                        "/v1/traces",
                        Map.of("Content-Type", "application/json; charset=utf-8", "Content-Encoding", "gzip"),
                        Otlp.gzip(spans))
                : http.post("/v1/traces", JSON, spans);
        isJson(200, answer);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":"
                        + "\"a trace id is 16 bytes and a span id 8, not all zero\"}}");
        assertThat(receiver.spans()).singleElement().satisfies(span -> {
            assertThat(span.traceId()).isEqualToIgnoringCase(TRACE);
            assertThat(span.service()).isEqualTo("shop");
            assertThat(span.durationNanos()).isEqualTo(1_000_000_000);
            assertThat(span.attributes()).isEqualTo(Map.of("paid", true, "n", 7L));
        });
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyRequestSucceeds(Signal signal) throws Exception {
        RawHttp.Answer answer = http.post(signal.httpPath(), JSON, "{}".getBytes(StandardCharsets.UTF_8));
        isJson(200, answer);
        assertThat(answer.body()).asString().isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "7", "{", "{}{}", "{\"resourceSpans\":[", "{'a':1}", "\u0000", "GET / HTTP/1.1"
            })
    void garbageIsMalformedAndTheConnectionIsKept(String garbage) throws Exception {
        refused(Refusal.MALFORMED, http.post("/v1/traces", JSON, garbage.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void brokenUtf8IsMalformed() throws Exception {
        byte[] broken = "{\"resourceSpans\":[{\"schemaUrl\":\"?\"}]}".getBytes(StandardCharsets.US_ASCII);
        broken[33] = (byte) 0xC0;
        refused(Refusal.MALFORMED, http.post("/v1/traces", JSON, broken));
    }

    @Test
    void tooLargeIsToldInJson() throws Exception {
        refused(Refusal.TOO_LARGE, http.post("/v1/traces", JSON, new byte[64 * 1024 + 1]));
    }

    @Test
    void theJdksClientIsServedOverHttp2() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest request = HttpRequest.newBuilder(receiver.httpEndpoint().resolve("/v1/traces"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(SPANS))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"rejectedSpans\":\"1\"");
            assertThat(receiver.spans()).hasSize(1);
        }
    }

    private void refused(Refusal expected, RawHttp.Answer answer) throws Exception {
        isJson(expected.httpStatus(), answer);
        assertThat(answer.body()).asString().startsWith("{\"code\":" + expected.grpcStatus() + ",\"message\":\"");
        isJson(200, http.post("/v1/traces", JSON, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private static void isJson(int status, RawHttp.Answer answer) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
    }
}

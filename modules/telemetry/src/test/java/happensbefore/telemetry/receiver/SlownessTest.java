package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that send slowly, or stop.
@Timeout(60)
class SlownessTest {
    private static final byte[] GOOD = Otlp.traces(Otlp.span("good")).toByteArray();

    private EmbeddedReceiver receiver;
    private RawHttp http;

    @BeforeEach
    void connect() throws Exception {
        connect(Duration.ofMillis(300));
    }

    private void connect(Duration patience) throws Exception {
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withPatience(patience));
        http = new RawHttp(receiver.httpEndpoint());
    }

    @AfterEach
    void disconnect() throws Exception {
        http.close();
        receiver.close();
    }

    @Test
    void aBodyThatTricklesIsGivenUp() throws Exception {
        beginPost();
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            trickle();
            return receiver.requests().refused(Refusal.TOO_SLOW) == 1;
        });
        isToldAndCutOff();
    }

    private void trickle() {
        try {
            http.write("x");
        } catch (IOException e) {
            // It was given up, and the connection is closed: so the count says.
        }
    }

    @Test
    void aBodyThatStopsIsGivenUp() throws Exception {
        beginPost();
        http.write("x");
        isToldAndCutOff();
    }

    @Test
    void aRefusedRequestIsNotWaitedForEither() throws Exception {
        http.write("POST /v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            try {
                http.write("x");
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        assertThat(receiver.requests().refused(Refusal.UNKNOWN_PATH)).isEqualTo(1);
    }

    @Test
    void aCallThatStopsIsGivenUpOverGrpc() throws Exception {
        try (RawGrpc grpc = new RawGrpc(receiver.grpcEndpoint())) {
            HttpFields trailers = grpc.callWithoutEnd(Signal.TRACES.grpcPath(), new byte[] {0, 0, 0, 0, 100, 1});
            assertThat(trailers.get("grpc-status")).isEqualTo("4");
            assertThat(receiver.requests().refused(Refusal.TOO_SLOW)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /v1/tra", "POST /v1/traces HTTP/1.1\r\nHost: loc"})
    void aConnectionThatIsSilentIsClosed(String begun) throws Exception {
        http.write(begun);
        assertThatThrownBy(() -> {
                    http.readAnswer();
                    http.readAnswer();
                })
                .isInstanceOf(EOFException.class);
        servesOthers();
    }

    @Test
    void aBodyThatEndsBeforeItsAnnouncedLengthIsCountedOnce() throws Exception {
        disconnect();
        connect(Duration.ofSeconds(30)); // a busy machine must not be taken for a slow client
        beginPost();
        http.write("x");
        http.endOutput();
        assertThatThrownBy(() -> {
                    assertThat(http.readAnswer().status()).isEqualTo(400);
                    http.readAnswer();
                })
                .isInstanceOf(EOFException.class);
        await().until(() -> receiver.requests().unanswered() == 1);
        assertThat(receiver.requests().refused()).isEmpty();
        servesOthers();
    }

    private void beginPost() throws IOException {
        http.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                + "Content-Length: 100000\r\n\r\n");
    }

    private void isToldAndCutOff() throws Exception {
        RawHttp.Answer answer = http.readAnswer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.headers()).containsEntry("connection", "close");
        assertThat(Otlp.statusCode(answer.body())).isEqualTo(4);
        assertThat(receiver.requests().refused(Refusal.TOO_SLOW)).isEqualTo(1);
        assertThatThrownBy(http::readAnswer).isInstanceOf(IOException.class);
        servesOthers();
    }

    /// On a busy machine a good client may be slower than this patience, too.
    private void servesOthers() {
        await().ignoreExceptions().until(() -> {
            try (RawHttp other = new RawHttp(receiver.httpEndpoint())) {
                return other.post("/v1/traces", PROTOBUF, GOOD).status() == 200;
            }
        });
    }
}

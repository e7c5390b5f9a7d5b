package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedReceiverTest {
    private static final byte[] TWO_SPANS =
            Otlp.traces(Otlp.span("a"), Otlp.span("b")).toByteArray();

    @Test
    void itKeepsAsManyAsItWasToldAndCountsTheRest() throws Exception {
        try (EmbeddedReceiver receiver =
                        EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxItems(3));
                RawHttp http = new RawHttp(receiver.httpEndpoint())) {
            http.post("/v1/traces", PROTOBUF, TWO_SPANS);
            http.post("/v1/traces", PROTOBUF, TWO_SPANS);
            assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsExactly("a", "b", "a");
            assertThat(receiver.counts(Signal.TRACES)).isEqualTo(new ItemCounts(4, 1, 0));
            assertThatThrownBy(() -> receiver.awaitSpans(4, Duration.ofMillis(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keeps at most 3");

            receiver.clear();
            assertThat(receiver.spans()).isEmpty();
            assertThat(receiver.counts(Signal.TRACES)).isEqualTo(new ItemCounts(0, 0, 0));
        }
    }

    @Test
    void waitingForSpansEndsWhenTheyArrive() throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                RawHttp http = new RawHttp(receiver.httpEndpoint())) {
            Thread sender = Thread.ofVirtual().unstarted(() -> {
                try {
                    http.post("/v1/traces", PROTOBUF, TWO_SPANS);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            sender.start();
            assertThat(receiver.awaitSpans(2, Duration.ofSeconds(60))).hasSize(2);
            sender.join();
        }
    }

    @Test
    void waitingInVainSaysWhatDidArrive() throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                RawHttp http = new RawHttp(receiver.httpEndpoint())) {
            http.post("/v1/traces", PROTOBUF, TWO_SPANS);
            http.post("/v1/traces", PROTOBUF, new byte[] {1, 2, 3});
            assertThatThrownBy(() -> receiver.awaitSpans(3, Duration.ofMillis(50)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("waited 50 ms for 3 TRACES")
                    .hasMessageContaining("1 x 'a', 1 x 'b'")
                    .hasMessageContaining("MALFORMED=1");
        }
    }

    @Test
    void aTakenPortIsNamedAndSoIsTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedReceiver.start(
                            ReceiverSettings.anyFreePort().withPorts(port, 0)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("Stop that program")
                    .hasMessageContaining("0 takes any free one");
        }
    }

    @Test
    void twoPortsSpeakBothProtocols() throws Exception {
        int first = freePort();
        try (EmbeddedReceiver receiver =
                EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withPorts(0, first))) {
            assertThat(receiver.httpEndpoint().getPort()).isEqualTo(first);
            assertThat(receiver.grpcEndpoint().getPort()).isNotEqualTo(first);
            try (RawHttp http = new RawHttp(receiver.grpcEndpoint())) {
                assertThat(http.post("/v1/traces", PROTOBUF, TWO_SPANS).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void afterCloseNobodyListensAndWhatArrivedIsStillThere() throws Exception {
        EmbeddedReceiver receiver = EmbeddedReceiver.start();
        try (RawHttp http = new RawHttp(receiver.httpEndpoint())) {
            http.post("/v1/traces", PROTOBUF, TWO_SPANS);
            receiver.close();
            receiver.close();
            assertThat(receiver.spans()).hasSize(2);
            assertThatThrownBy(() -> http.post("/v1/traces", PROTOBUF, TWO_SPANS))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> new Socket(
                                receiver.httpEndpoint().getHost(),
                                receiver.httpEndpoint().getPort())
                        .close())
                .isInstanceOf(IOException.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}

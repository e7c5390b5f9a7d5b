package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.OtlpProtocol;
import happensbefore.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many connections, and connections that do nothing or harm.
@Timeout(60)
class ConnectionsTest {
    private static final byte[] GOOD = Otlp.traces(Otlp.span("good")).toByteArray();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /v1/traces HTTP/1.1\r\nHost: local",
                "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                        + "Content-Length: 100\r\n\r\nx",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void twoThousandThatSayNoMoreThanThisCostNoThreadsAndStopNobody(String begun) throws Exception {
        List<SocketChannel> idle = new ArrayList<>();
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start()) {
            int threadsBefore = Thread.getAllStackTraces().size();
            for (int i = 0; i < 2_000; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress(
                        "127.0.0.1", receiver.httpEndpoint().getPort()));
                idle.add(channel);
                channel.write(ByteBuffer.wrap(begun.getBytes(StandardCharsets.US_ASCII)));
            }
            for (OtlpProtocol protocol : OtlpProtocol.values()) {
                try (Telemetry telemetry = Telemetry.sendingTo(receiver, "shop", protocol)) {
                    telemetry
                            .openTelemetry()
                            .getTracer("t")
                            .spanBuilder("good")
                            .startSpan()
                            .end();
                    assertThat(telemetry.flush()).isTrue();
                }
            }
            assertThat(receiver.spansNamed("good")).hasSize(2);
            assertThat(Thread.getAllStackTraces().size() - threadsBefore).isLessThan(32);
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    @Test
    void moreThanTheLimitWaitUntilOneIsClosed() throws Exception {
        ReceiverLimits two = ReceiverLimits.DEFAULT.withMaxConnections(2);
        try (EmbeddedReceiver receiver =
                        EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withLimits(two));
                RawHttp first = new RawHttp(receiver.httpEndpoint());
                RawHttp second = new RawHttp(receiver.httpEndpoint())) {
            posted(first);
            posted(second);
            try (RawHttp third = new RawHttp(receiver.httpEndpoint())) {
                FutureTask<Integer> waiting = new FutureTask<>(
                        () -> third.post("/v1/traces", PROTOBUF, GOOD).status());
                Thread.startVirtualThread(waiting);
                for (int i = 0; i < 50; i++) {
                    posted(first);
                }
                assertThat(waiting.isDone()).isFalse();
                second.close();
                assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            }
        }
    }

    @Test
    void rapidResetsCloseTheirConnectionAndStopNobody() throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                RawGrpc attacker = new RawGrpc(receiver.grpcEndpoint());
                RawHttp good = new RawHttp(receiver.httpEndpoint())) {
            int resets = 0;
            while (resets < 20_000 && attacker.callAndReset(Signal.TRACES.grpcPath())) {
                resets++;
            }
            assertThat(resets).isLessThan(20_000);
            posted(good);
            try (RawGrpc next = new RawGrpc(receiver.grpcEndpoint())) {
                assertThat(next.call(Signal.TRACES.grpcPath(), HttpFields.EMPTY, new byte[] {0, 0, 0, 0, 0})
                                .get("grpc-status"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void whatIsNotHttpIsRefusedWithAStatus() throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start()) {
            for (String garbage : List.of(
                    "\u0016\u0003\u0001 a TLS client\r\n\r\n",
                    "POST /v1/traces HTTP/9.9\r\n\r\n",
                    "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Length: -7\r\n\r\n",
                    "POST /v1/traces HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n")) {
                try (RawHttp http = new RawHttp(receiver.httpEndpoint())) {
                    http.write(garbage);
                    RawHttp.Answer answer = http.readAnswer();
                    assertThat(answer.status()).isBetween(400, 505);
                    assertThat(answer.headers()).containsEntry("content-type", "application/x-protobuf");
                    assertThat(Otlp.statusCode(answer.body())).isEqualTo(3);
                }
            }
            assertThat(receiver.requests().refused(Refusal.MALFORMED)).isEqualTo(4);
            try (RawHttp http = new RawHttp(receiver.httpEndpoint())) {
                posted(http);
            }
        }
    }

    private static void posted(RawHttp http) throws IOException {
        assertThat(http.post("/v1/traces", PROTOBUF, GOOD).status()).isEqualTo(200);
    }
}

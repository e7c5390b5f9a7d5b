package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What all requests under way may hold together.
@Timeout(60)
class ThrottleTest {
    private static final int LIMIT = 64 * 1024;
    private static final ExportTraceServiceRequest LARGE = Otlp.traces(Otlp.span("x".repeat(50_000)));

    private EmbeddedReceiver receiver;
    private RawHttp first;
    private RawHttp second;
    private RawHttp third;

    @BeforeEach
    void connect() throws Exception {
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort()
                .withLimits(ReceiverLimits.DEFAULT.withMaxRequestBytes(LIMIT).withMaxBytesInFlight(2 * LIMIT)));
        first = new RawHttp(receiver.httpEndpoint());
        second = new RawHttp(receiver.httpEndpoint());
        third = new RawHttp(receiver.httpEndpoint());
    }

    @AfterEach
    void disconnect() throws Exception {
        first.close();
        second.close();
        third.close();
        receiver.close();
    }

    @Test
    void whatWouldExceedItIsAskedToComeAgain() throws Exception {
        byte[] large = LARGE.toByteArray();
        begin(first, large);
        begin(second, large);
        await().until(() -> third.post("/v1/traces", PROTOBUF, large).status() == 429);
        RawHttp.Answer throttled = third.post("/v1/traces", PROTOBUF, large);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.headers()).containsEntry("retry-after", "1");
        assertThat(com.google.rpc.Status.parseFrom(throttled.body())
                        .getDetails(0)
                        .is(RetryInfo.class))
                .isTrue();
        isThrottledOverGrpc();

        end(first, large);
        assertThat(third.post("/v1/traces", PROTOBUF, large).status()).isEqualTo(200);
        end(second, large);
    }

    @Test
    void aClientThatGoesAwayGivesBackWhatItHeld() throws Exception {
        byte[] large = LARGE.toByteArray();
        begin(first, large);
        begin(second, large);
        await().until(() -> third.post("/v1/traces", PROTOBUF, large).status() == 429);
        first.close();
        await().until(() -> third.post("/v1/traces", PROTOBUF, large).status() == 200);
    }

    @Test
    void decompressedBytesCountToo() throws Exception {
        byte[] large = LARGE.toByteArray();
        begin(first, large);
        begin(second, large);
        await().until(() -> third.post("/v1/traces", PROTOBUF, large).status() == 429);
        byte[] compressed = Otlp.gzip(large);
        assertThat(third.post(
                                "/v1/traces",
                                Map.of("Content-Type", "application/x-protobuf", "Content-Encoding", "gzip"),
                                compressed)
                        .status())
                .isEqualTo(429);
    }

    @Test
    void aLimitThatCouldNeverTakeTheLargestRequestIsRefused() {
        assertThatThrownBy(() -> ReceiverLimits.DEFAULT.withMaxBytesInFlight(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxBytesInFlight is at least");
        assertThat(ReceiverLimits.DEFAULT.withMaxRequestBytes(100_000_000).maxBytesInFlight())
                .isEqualTo(200_000_000);
    }

    private void isThrottledOverGrpc() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        receiver.grpcEndpoint().getHost(),
                        receiver.grpcEndpoint().getPort())
                .usePlaintext()
                .disableRetry()
                .build();
        try {
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> TraceServiceGrpc.newBlockingStub(channel).export(LARGE));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(Objects.requireNonNull(StatusProto.fromThrowable(refused))
                            .getDetails(0)
                            .unpack(RetryInfo.class)
                            .getRetryDelay()
                            .getSeconds())
                    .isEqualTo(1);
        } finally {
            channel.shutdownNow();
            assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// All but the last byte.
    private static void begin(RawHttp http, byte[] body) throws IOException {
        http.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n");
        http.write(Arrays.copyOf(body, body.length - 1));
    }

    private static void end(RawHttp http, byte[] body) throws IOException {
        http.write(Arrays.copyOfRange(body, body.length - 1, body.length));
        assertThat(http.readAnswer().status()).isEqualTo(200);
    }
}

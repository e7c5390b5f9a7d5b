package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no gRPC library would send. Every refusal is followed by a good request on the same connection.
class GrpcFramingTest {
    private static final int LIMIT = 64 * 1024;
    private static final byte[] GOOD = Otlp.traces(Otlp.span("good")).toByteArray();
    private static final int INVALID_ARGUMENT = 3;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNIMPLEMENTED = 12;

    private EmbeddedReceiver receiver;
    private RawGrpc grpc;

    @BeforeEach
    void connect() throws Exception {
        receiver = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(LIMIT));
        grpc = new RawGrpc(receiver.grpcEndpoint());
    }

    @AfterEach
    void disconnect() throws Exception {
        grpc.close();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 30})
    void aTruncatedFrameIsMalformed(int bytes) throws Exception {
        refused(INVALID_ARGUMENT, HttpFields.EMPTY, Arrays.copyOf(frame(0, GOOD), bytes));
    }

    @Test
    void twoMessagesInAUnaryCallAreMalformed() throws Exception {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(frame(0, GOOD));
        two.writeBytes(frame(0, GOOD));
        refused(INVALID_ARGUMENT, HttpFields.EMPTY, two.toByteArray());
    }

    @Test
    void anUnknownFlagIsMalformed() throws Exception {
        refused(INVALID_ARGUMENT, HttpFields.EMPTY, frame(2, GOOD));
    }

    @Test
    void compressedWithoutAnEncodingIsMalformed() throws Exception {
        refused(INVALID_ARGUMENT, HttpFields.EMPTY, frame(1, Otlp.gzip(GOOD)));
    }

    @Test
    void notGzipIsMalformed() throws Exception {
        refused(INVALID_ARGUMENT, HttpFields.build().put("grpc-encoding", "gzip"), frame(1, GOOD));
    }

    @Test
    void anotherEncodingIsUnimplemented() throws Exception {
        refused(UNIMPLEMENTED, HttpFields.build().put("grpc-encoding", "snappy"), frame(1, GOOD));
    }

    @Test
    void aLengthOfFourGigabytesIsTooLarge() throws Exception {
        refused(RESOURCE_EXHAUSTED, HttpFields.EMPTY, new byte[] {0, -1, -1, -1, -1, 1});
    }

    @Test
    void gzipMayBeAnnouncedAndNotUsed() throws Exception {
        HttpFields trailers =
                grpc.call(Signal.TRACES.grpcPath(), HttpFields.build().put("grpc-encoding", "gzip"), frame(0, GOOD));
        assertThat(trailers.get("grpc-status")).isEqualTo("0");
        assertThat(receiver.spans()).hasSize(1);
    }

    private void refused(int status, HttpFields headers, byte[] body) throws Exception {
        HttpFields refusal = grpc.call(Signal.TRACES.grpcPath(), headers, body);
        assertThat(refusal.get("grpc-status")).isEqualTo(Integer.toString(status));
        assertThat(refusal.get("grpc-message")).isNotBlank();
        assertThat(receiver.spans()).isEmpty();

        HttpFields good = grpc.call(Signal.TRACES.grpcPath(), HttpFields.EMPTY, frame(0, GOOD));
        assertThat(good.get("grpc-status")).isEqualTo("0");
        assertThat(receiver.spans())
                .singleElement()
                .extracting(ReceivedSpan::name)
                .isEqualTo("good");
    }

    private static byte[] frame(int flag, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) flag)
                .putInt(message.length)
                .put(message)
                .array();
    }
}

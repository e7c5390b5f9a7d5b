package happensbefore.telemetry.receiver;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// Bad requests of every kind, as a seed chooses them. Each checks that it is refused as it should be.
final class BadRequests implements AutoCloseable {
    private static final byte[] GOOD = Otlp.traces(Otlp.span("never kept")).toByteArray();
    private static final Map<String, String> GZIP =
            Map.of("Content-Type", "application/x-protobuf", "Content-Encoding", "gzip");

    private final URI endpoint;
    private final Channel channel;
    private final Random random;
    private final byte[] tooLarge;
    private final byte[] bomb;
    private RawHttp http;

    BadRequests(URI endpoint, Channel channel, int limit, long seed) throws IOException {
        this.endpoint = endpoint;
        this.channel = channel;
        random = new Random(seed);
        tooLarge = new byte[limit + 1];
        bomb = Otlp.gzip(new byte[16 * limit]);
        http = new RawHttp(endpoint);
    }

    void send() throws IOException {
        switch (random.nextInt(16)) {
            case 0 -> http(400, "/v1/traces", RawHttp.PROTOBUF, garbage());
            case 1 -> http(400, "/v1/logs", RawHttp.JSON, garbage());
            case 2 -> http(400, "/v1/traces", RawHttp.PROTOBUF, Arrays.copyOf(GOOD, GOOD.length - 1));
            case 3 -> http(400, "/v1/metrics", GZIP, garbage());
            case 4 -> http(413, "/v1/traces", RawHttp.PROTOBUF, tooLarge);
            case 5 -> http(413, "/v1/traces", GZIP, bomb);
            case 6 -> http(415, "/v1/traces", Map.of("Content-Type", "text/x-" + random.nextLong()), GOOD);
            case 7 ->
                http(415, "/v1/traces", Map.of("Content-Type", "application/json", "Content-Encoding", "br"), GOOD);
            case 8 -> http(404, "/v1/" + random.nextLong(), RawHttp.PROTOBUF, GOOD);
            case 9 -> notHttp();
            case 10 -> goneInTheMiddle();
            case 11 -> grpc(Status.Code.INVALID_ARGUMENT, Signal.TRACES.grpcPath(), "identity", garbage());
            case 12 -> grpc(Status.Code.RESOURCE_EXHAUSTED, Signal.LOGS.grpcPath(), "identity", tooLarge);
            case 13 ->
                grpc(Status.Code.RESOURCE_EXHAUSTED, Signal.TRACES.grpcPath(), "gzip", new byte[16 * tooLarge.length]);
            case 14 -> grpc(Status.Code.UNIMPLEMENTED, "/no.such.Service/" + random.nextLong(), "identity", GOOD);
            default -> tooLargeInChunks();
        }
    }

    /// Begins with a tag of protobuf that is none, and is neither gzip nor JSON.
    private byte[] garbage() {
        byte[] garbage = new byte[1 + random.nextInt(500)];
        random.nextBytes(garbage);
        garbage[0] = 0x07;
        return garbage;
    }

    private void http(int expected, String path, Map<String, String> headers, byte[] body) throws IOException {
        is(expected, http.post(path, headers, body).status());
    }

    private void notHttp() throws IOException {
        try (RawHttp other = new RawHttp(endpoint)) {
            other.write("HELO " + random.nextLong() + "\r\n\r\n");
            is(505, other.readAnswer().status());
        }
    }

    private void tooLargeInChunks() throws IOException {
        http.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(tooLarge.length) + "\r\n");
        http.write(tooLarge);
        http.write("\r\n0\r\n\r\n");
        is(413, http.readAnswer().status());
    }

    private void goneInTheMiddle() throws IOException {
        http.write("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
                + "Content-Length: 10000\r\n\r\n");
        http.write(garbage());
        http.close();
        http = new RawHttp(endpoint);
    }

    private void grpc(Status.Code expected, String path, String compression, byte[] message) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(path.substring(1))
                .build();
        try {
            ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT.withCompression(compression), message);
            throw new AssertionError("a bad request was taken: " + path);
        } catch (StatusRuntimeException e) {
            is(expected, e.getStatus().getCode());
        }
    }

    private static void is(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + ", got " + actual);
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}

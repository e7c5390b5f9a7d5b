package happensbefore.otlpsystem.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// Unary gRPC calls of which request and answer are bytes, over OkHttp's HTTP/2 (gRPC over HTTP/2,
/// PROTOCOL-HTTP2).
///
/// For any number of threads, which wait for their answers; calls share connections. Owns these until `close`:
/// one that was left because it was silent is closed half a minute later at most, and OkHttp's own idle threads, which
/// are daemons, end after a minute.
final class GrpcClient implements AutoCloseable {
    private static final MediaType GRPC = MediaType.get("application/grpc+proto");
    private static final int PREFIX_BYTES = 5;
    private static final int IDLE_SECONDS = 30;
    private static final int MOST_ANSWER_BYTES = 1 << 20;
    private static final int HTTP_OK = 200;
    /// By the specification a timeout has eight digits at most.
    private static final long MOST_MILLIS = 99_999_999;

    private final String endpoint;
    private final AtomicReference<OkHttpClient> client;
    private final long millis;

    /// One message, as several pieces that follow each other.
    record Message(List<byte[]> pieces, boolean gzip) {
        int length() {
            return pieces.stream().mapToInt(piece -> piece.length).sum();
        }
    }

    /// @param timeout of a call
    GrpcClient(URI endpoint, Duration connect, Duration timeout) {
        this.endpoint = endpoint.toString();
        millis = Math.min(timeout.toMillis(), MOST_MILLIS);
        client = new AtomicReference<>(new OkHttpClient.Builder()
                .connectionPool(newPool())
                .protocols(
                        "https".equals(endpoint.getScheme())
                                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                                : List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .socketFactory(new UndelayedSockets())
                .connectTimeout(connect)
                .readTimeout(Duration.ZERO) // the call's own time bounds all
                .writeTimeout(Duration.ZERO)
                .callTimeout(timeout)
                .followRedirects(false)
                .build());
    }

    private static ConnectionPool newPool() {
        return new ConnectionPool(1, IDLE_SECONDS, TimeUnit.SECONDS);
    }

    // @start region="call"
    /// @return the bytes of the answer's message
    /// @throws BackendAnswer when the status is not OK
    /// @throws TimeoutException when there was no answer in time
    /// @throws IOException when no answer came
    byte[] call(String path, Map<String, String> headers, Message message)
            throws BackendAnswer, TimeoutException, IOException, InterruptedException {
        Request.Builder request = new Request.Builder()
                .url(endpoint + path)
                .header("te", "trailers")
                .header("grpc-timeout", millis + "m")
                .post(new Body(message));
        if (message.gzip()) {
            request.header("grpc-encoding", "gzip");
        }
        headers.forEach(request::header);
        OkHttpClient current = client.get();
        try (Response response = current.newCall(request.build()).execute()) {
            byte[] body = read(response);
            GrpcStatus status = status(response);
            if (status.code() != GrpcCode.OK) {
                throw BackendAnswer.grpc(status.code(), status.retryAfter(), status.message());
            }
            return unframed(body);
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            leave(current);
            throw new TimeoutException(e.getMessage());
        }
    }

    /// Later calls take another connection. One that answers nothing, since a router has forgotten it or its
    /// server is gone without a word, may look open for ever; what is still under way on it may end.
    private void leave(OkHttpClient silent) {
        OkHttpClient fresh = silent.newBuilder().connectionPool(newPool()).build();
        if (client.compareAndSet(silent, fresh)) {
            silent.connectionPool().evictAll();
        }
    }
    // @end

    /// To its end: the trailers come after it.
    private static byte[] read(Response response) throws IOException {
        try (InputStream in = response.body().byteStream()) {
            byte[] body = in.readNBytes(MOST_ANSWER_BYTES);
            if (in.read() >= 0) {
                throw new IOException("an answer of more than " + MOST_ANSWER_BYTES + " bytes");
            }
            return body;
        }
    }

    private static GrpcStatus status(Response response) throws IOException {
        if (response.code() != HTTP_OK) {
            return new GrpcStatus(GrpcCode.ofHttp(response.code()), "HTTP status " + response.code(), null);
        }
        Headers trailers = response.header(GrpcStatus.CODE) != null ? response.headers() : response.trailers();
        return GrpcStatus.of(trailers::get);
    }

    private static byte[] unframed(byte[] body) throws IOException {
        if (body.length < PREFIX_BYTES
                || body[0] != 0
                || ByteBuffer.wrap(body, 1, Integer.BYTES).getInt() != body.length - PREFIX_BYTES) {
            throw new IOException("an answer that is not one plain gRPC message");
        }
        return Arrays.copyOfRange(body, PREFIX_BYTES, body.length);
    }

    @Override
    public void close() {
        OkHttpClient last = client.get();
        last.dispatcher().cancelAll(); // which all of them share
        last.connectionPool().evictAll();
    }

    /// The message behind its prefix. May be written again.
    private static final class Body extends RequestBody {
        private final Message message;

        Body(Message message) {
            this.message = message;
        }

        @Override
        public MediaType contentType() {
            return GRPC;
        }

        @Override
        public long contentLength() {
            return PREFIX_BYTES + (long) message.length();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeByte(message.gzip() ? 1 : 0).writeInt(message.length());
            for (byte[] piece : message.pieces()) {
                sink.write(piece);
            }
        }
    }

    /// Sockets that send at once: OkHttp writes a request in pieces, and with Nagle's algorithm the last of them
    /// waits until the receiver acknowledges the others, which may take it 40 ms.
    private static final class UndelayedSockets extends SocketFactory {
        private static Socket undelayed(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket() throws IOException {
            return undelayed(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return undelayed(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, @Nullable InetAddress local, int localPort)
                throws IOException {
            return undelayed(new Socket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return undelayed(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, @Nullable InetAddress local, int localPort)
                throws IOException {
            return undelayed(new Socket(host, port, local, localPort));
        }
    }
}

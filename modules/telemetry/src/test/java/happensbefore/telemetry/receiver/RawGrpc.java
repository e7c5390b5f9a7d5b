package happensbefore.telemetry.receiver;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/// One HTTP/2 connection over which any bytes can be sent as a gRPC request.
final class RawGrpc implements AutoCloseable {
    private final URI endpoint;
    private final HTTP2Client client = new HTTP2Client();
    private final Session session;

    RawGrpc(URI endpoint) throws Exception {
        this.endpoint = endpoint;
        client.start();
        session = client.connect(
                        new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), new Session.Listener() {})
                .get(20, TimeUnit.SECONDS);
    }

    /// @return the trailers
    HttpFields call(String path, HttpFields headers, byte[] body) throws Exception {
        CompletableFuture<HttpFields> trailers = new CompletableFuture<>();
        Stream stream = open(path, headers, trailers);
        stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(body), true));
        return trailers.get(20, TimeUnit.SECONDS);
    }

    /// Sends this much of a body, and neither more nor its end.
    ///
    /// @return the trailers
    HttpFields callWithoutEnd(String path, byte[] body) throws Exception {
        CompletableFuture<HttpFields> trailers = new CompletableFuture<>();
        Stream stream = open(path, HttpFields.EMPTY, trailers);
        stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(body), false));
        return trailers.get(20, TimeUnit.SECONDS);
    }

    /// Begins a call and resets its stream at once.
    ///
    /// @return false if the connection is gone
    boolean callAndReset(String path) throws Exception {
        if (session.isClosed()) {
            return false;
        }
        try {
            Stream stream = open(path, HttpFields.EMPTY, new CompletableFuture<>());
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private Stream open(String path, HttpFields headers, CompletableFuture<HttpFields> trailers) throws Exception {
        MetaData.Request request = new MetaData.Request(
                "POST",
                HttpURI.from(endpoint.resolve(path).toString()),
                HttpVersion.HTTP_2,
                HttpFields.build(headers)
                        .put("content-type", "application/grpc")
                        .put("te", "trailers"));
        return session.newStream(new HeadersFrame(request, null, false), new Answer(trailers))
                .get(20, TimeUnit.SECONDS);
    }

    private record Answer(CompletableFuture<HttpFields> trailers) implements Stream.Listener {
        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            if (frame.isEndStream()) {
                trailers.complete(frame.getMetaData().getHttpFields());
            } else {
                stream.demand();
            }
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            boolean last = data != null && data.frame().isEndStream();
            if (data != null) {
                data.release();
            }
            if (!last) {
                stream.demand();
            }
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            trailers.completeExceptionally(new AssertionError("the server reset the stream: " + frame));
            callback.succeeded();
        }
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }
}

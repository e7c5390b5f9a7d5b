package happensbefore.telemetry.receiver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Unary gRPC over HTTP/2: one length-prefixed message in, one out, the status in the trailers (gRPC over HTTP/2,
/// PROTOCOL-HTTP2). Stateless but for its counts; any number of threads.
final class GrpcTransport {
    private static final int PREFIX_BYTES = 5;
    private static final int OK = 0;

    private final ExportService service;
    private final Body body;
    private final RequestTally tally;

    GrpcTransport(ExportService service, Body body, RequestTally tally) {
        this.service = service;
        this.body = body;
        this.tally = tally;
    }

    void serve(Request request, Response response, Callback callback) {
        try (InputStream in = Content.Source.asInputStream(request)) {
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/grpc");
            response.getHeaders().put("grpc-accept-encoding", "identity,gzip");
            byte[] answer = new byte[0];
            HttpFields trailers;
            try {
                answer = frame(export(request, in));
                trailers = trailers(OK, "");
                tally.acceptedGrpc();
            } catch (RefusedException e) {
                trailers = refuse(e);
            } catch (RuntimeException e) {
                trailers = refuse(new RefusedException(Refusal.RECEIVER_FAILED, e.toString()));
            }
            HttpFields last = trailers;
            response.setTrailersSupplier(() -> last);
            response.write(true, ByteBuffer.wrap(answer), callback);
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private byte[] export(Request request, InputStream in) throws IOException, RefusedException {
        String path = Request.getPathInContext(request);
        Signal signal = Signal.atGrpcPath(path)
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_PATH, "no such method: " + path));
        return service.export(signal, message(request, in)).toByteArray();
    }

    private byte[] message(Request request, InputStream in) throws IOException, RefusedException {
        byte[] prefix = in.readNBytes(PREFIX_BYTES);
        if (prefix.length < PREFIX_BYTES) {
            throw new RefusedException(Refusal.MALFORMED, "a gRPC message begins with 5 bytes, got " + prefix.length);
        }
        int compressed = prefix[0];
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(prefix, 1, 4).getInt());
        if (length > body.limit()) {
            throw body.tooLarge("as sent");
        }
        byte[] message = body.read(in, 0);
        if (message.length != length) {
            throw new RefusedException(
                    Refusal.MALFORMED,
                    "one gRPC message of " + length + " bytes was announced, " + message.length + " bytes came");
        }
        return switch (compressed) {
            case 0 -> message;
            case 1 -> decompress(request, message);
            default -> throw new RefusedException(Refusal.MALFORMED, "compressed flag is 0 or 1, not " + compressed);
        };
    }

    private byte[] decompress(Request request, byte[] message) throws RefusedException {
        String encoding = request.getHeaders().get("grpc-encoding");
        if (encoding == null || encoding.equals("identity")) {
            throw new RefusedException(
                    Refusal.MALFORMED, "the message is flagged compressed, but no grpc-encoding is set");
        }
        if (!encoding.equals("gzip")) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_TYPE,
                    "grpc-encoding '" + encoding + "' is not supported; use gzip or identity");
        }
        return body.gunzip(message);
    }

    private HttpFields refuse(RefusedException refused) {
        tally.refused(refused.refusal());
        return trailers(refused.refusal().grpcStatus(), refused.reason());
    }

    private static HttpFields trailers(int status, String message) {
        HttpFields.Mutable trailers = HttpFields.build().put("grpc-status", Integer.toString(status));
        return message.isEmpty() ? trailers : trailers.put("grpc-message", percentEncode(message));
    }

    private static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(PREFIX_BYTES + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /// As gRPC asks for `grpc-message`: UTF-8, with `%XX` for all but printable ASCII and for `%` itself.
    private static String percentEncode(String message) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.write(b);
            } else {
                encoded.writeBytes(
                        ("%" + HexFormat.of().withUpperCase().toHexDigits(b)).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return encoded.toString(StandardCharsets.US_ASCII);
    }
}

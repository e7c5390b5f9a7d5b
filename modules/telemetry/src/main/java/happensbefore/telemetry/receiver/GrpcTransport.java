package happensbefore.telemetry.receiver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Unary gRPC over HTTP/2: one length-prefixed message in, one out, the status in the trailers (gRPC over
/// HTTP/2, PROTOCOL-HTTP2). Stateless but for its counts; any number of threads.
final class GrpcTransport {
    private static final int PREFIX_BYTES = 5;
    private static final String STATUS = "grpc-status";
    private static final String OK = "0";

    private final Intake intake;
    private final Body body;
    private final RequestTally tally;

    GrpcTransport(Intake intake, Body body, RequestTally tally) {
        this.intake = intake;
        this.body = body;
        this.tally = tally;
    }

    void serve(Request request, Response response, Callback callback) {
        Client client = new Client(request);
        try (InputStream in = Content.Source.asInputStream(request)) {
            response.setStatus(200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/grpc");
            response.getHeaders().put("grpc-accept-encoding", "identity,gzip");
            byte[] answer = new byte[0];
            HttpFields trailers;
            try {
                answer = frame(export(request, in, client));
                trailers = HttpFields.build().put(STATUS, OK);
                tally.acceptedGrpc();
            } catch (RefusedException e) {
                trailers = refuse(e, in);
            } catch (RuntimeException e) {
                trailers = refuse(new RefusedException(Refusal.RECEIVER_FAILED, e.toString()), in);
            }
            HttpFields last = trailers;
            response.setTrailersSupplier(() -> last);
            response.write(true, ByteBuffer.wrap(answer), callback);
        } catch (IOException e) {
            tally.unanswered();
            callback.failed(e);
        } catch (CutException e) {
            tally.unanswered();
            client.disconnect();
            callback.failed(e);
        }
    }

    private byte[] export(Request request, InputStream in, Client client)
            throws IOException, RefusedException, CutException {
        intake.admit(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        String path = Request.getPathInContext(request);
        Signal signal = Signal.atGrpcPath(path)
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_PATH, "no such method: " + path));
        try (Payload payload = message(request, in)) {
            return intake.take(signal, Format.PROTOBUF, payload, client).toByteArray();
        }
    }

    private Payload message(Request request, InputStream in) throws IOException, RefusedException {
        byte[] prefix = in.readNBytes(PREFIX_BYTES);
        if (prefix.length < PREFIX_BYTES) {
            throw new RefusedException(Refusal.MALFORMED, "a gRPC message begins with 5 bytes, got " + prefix.length);
        }
        int compressed = prefix[0];
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(prefix, 1, 4).getInt());
        if (length > body.limit()) {
            throw body.tooLarge("as sent");
        }
        if (compressed != 0 && compressed != 1) {
            throw new RefusedException(Refusal.MALFORMED, "compressed flag is 0 or 1, not " + compressed);
        }
        if (compressed == 1) {
            checkEncoding(request);
        }
        Payload message = body.read(in);
        if (message.size() != length) {
            int came = message.size();
            message.close();
            throw new RefusedException(
                    Refusal.MALFORMED,
                    "one gRPC message of " + length + " bytes was announced, " + came + " bytes came");
        }
        return compressed == 1 ? body.gunzip(message) : message;
    }

    private static void checkEncoding(Request request) throws RefusedException {
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
    }

    /// With the whole `google.rpc.Status` where it says more than code and message do.
    private HttpFields refuse(RefusedException refused, InputStream in) {
        tally.refused(refused.refusal());
        body.drain(in, refused.refusal());
        RpcStatus status = refused.status();
        HttpFields.Mutable trailers = HttpFields.build()
                .put(STATUS, Integer.toString(status.code()))
                .put("grpc-message", percentEncode(status.message()));
        return status.retryAfter() == null
                ? trailers
                : trailers.put("grpc-status-details-bin", Base64.getEncoder().encodeToString(status.toProtobuf()));
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

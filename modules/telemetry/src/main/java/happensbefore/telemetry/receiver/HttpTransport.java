package happensbefore.telemetry.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// OTLP over HTTP/1.1 and HTTP/2 in protobuf. Stateless but for its counts; any number of threads.
final class HttpTransport {
    private static final String PROTOBUF = "application/x-protobuf";

    private final ExportService service;
    private final Body body;
    private final RequestTally tally;

    HttpTransport(ExportService service, Body body, RequestTally tally) {
        this.service = service;
        this.body = body;
        this.tally = tally;
    }

    void serve(Request request, Response response, Callback callback) {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] answer;
            try {
                answer = export(request, in);
                response.setStatus(200);
                tally.acceptedHttp();
            } catch (RefusedException e) {
                answer = refuse(e, response);
                body.drain(in);
            } catch (RuntimeException e) {
                answer = refuse(new RefusedException(Refusal.RECEIVER_FAILED, e.toString()), response);
                body.drain(in);
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, PROTOBUF);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
            response.write(true, ByteBuffer.wrap(answer), callback);
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private byte[] export(Request request, InputStream in) throws IOException, RefusedException {
        String path = Request.getPathInContext(request);
        Signal signal = Signal.atHttpPath(path)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_PATH,
                        "no such path: " + path + "; OTLP uses /v1/traces, /v1/metrics, /v1/logs"));
        if (!HttpMethod.POST.is(request.getMethod())) {
            throw new RefusedException(Refusal.WRONG_METHOD, "use POST, not " + request.getMethod());
        }
        String type = OtlpHandler.mediaType(request);
        if (!type.equals(PROTOBUF)) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_TYPE,
                    "content type '" + type + "' is not supported over HTTP/"
                            + request.getConnectionMetaData().getHttpVersion().getVersion() + "; use " + PROTOBUF);
        }
        boolean gzip = isGzip(request);
        byte[] sent = body.read(in, 0);
        return service.export(signal, gzip ? body.gunzip(sent) : sent).toByteArray();
    }

    private static boolean isGzip(Request request) throws RefusedException {
        String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity" -> false;
            case "gzip" -> true;
            default ->
                throw new RefusedException(
                        Refusal.UNSUPPORTED_TYPE,
                        "content encoding '" + encoding + "' is not supported; use gzip or identity");
        };
    }

    private byte[] refuse(RefusedException refused, Response response) {
        Refusal refusal = refused.refusal();
        tally.refused(refusal);
        response.setStatus(refusal.httpStatus());
        if (refusal == Refusal.WRONG_METHOD) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
        }
        return RpcStatus.encode(refusal.grpcStatus(), refused.reason());
    }
}

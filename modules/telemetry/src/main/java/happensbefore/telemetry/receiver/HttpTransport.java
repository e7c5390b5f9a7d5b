package happensbefore.telemetry.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// OTLP over HTTP/1.1 and HTTP/2 in protobuf and JSON, answered in the request's format. Stateless but for its
/// counts; any number of threads.
final class HttpTransport {
    private final Intake intake;
    private final Body body;
    private final RequestTally tally;

    HttpTransport(Intake intake, Body body, RequestTally tally) {
        this.intake = intake;
        this.body = body;
        this.tally = tally;
    }

    void serve(Request request, Response response, Callback callback) {
        Format format = format(request);
        Client client = new Client(request);
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] answer;
            try {
                answer = export(request, in, client);
                response.setStatus(200);
                tally.acceptedHttp();
            } catch (RefusedException e) {
                answer = refuse(e, format, request, response, in);
            } catch (RuntimeException e) {
                answer = refuse(
                        new RefusedException(Refusal.RECEIVER_FAILED, e.toString()), format, request, response, in);
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, format.mediaType());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
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

    /// That of the answer too; protobuf where a request has neither.
    private static Format format(Request request) {
        return OtlpHandler.mediaType(request).equals(Format.JSON.mediaType()) ? Format.JSON : Format.PROTOBUF;
    }

    private byte[] export(Request request, InputStream in, Client client)
            throws IOException, RefusedException, CutException {
        intake.admit(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        Signal signal = signal(request);
        checkMethod(request);
        Format format = format(request);
        checkType(request, format);
        boolean gzip = isGzip(request);
        if (request.getLength() > body.limit()) {
            throw body.tooLarge("as sent");
        }
        Payload sent = body.read(in);
        try (Payload payload = gzip ? body.gunzip(sent) : sent) {
            return format.write(intake.take(signal, format, payload, client));
        }
    }

    private static Signal signal(Request request) throws RefusedException {
        String path = Request.getPathInContext(request);
        return Signal.atHttpPath(path)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_PATH,
                        "no such path: " + path + "; OTLP uses /v1/traces, /v1/metrics, /v1/logs"));
    }

    private static void checkMethod(Request request) throws RefusedException {
        if (!HttpMethod.POST.is(request.getMethod())) {
            throw new RefusedException(Refusal.WRONG_METHOD, "use POST, not " + request.getMethod());
        }
    }

    private static void checkType(Request request, Format format) throws RefusedException {
        String type = OtlpHandler.mediaType(request);
        if (!type.equals(format.mediaType())) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_TYPE,
                    "content type '" + type + "' is not supported over HTTP/"
                            + request.getConnectionMetaData().getHttpVersion().getVersion() + "; use "
                            + Format.PROTOBUF.mediaType() + " or " + Format.JSON.mediaType());
        }
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

    private byte[] refuse(RefusedException refused, Format format, Request request, Response response, InputStream in) {
        Refusal refusal = refused.refusal();
        tally.refused(refusal);
        response.setStatus(refusal.httpStatus());
        switch (refusal) {
            case WRONG_METHOD -> response.getHeaders().put(HttpHeader.ALLOW, "POST");
            case UNAUTHENTICATED -> response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, Admission.SCHEME);
            default -> {}
        }
        Duration retryAfter = refused.status().retryAfter();
        if (retryAfter != null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RpcStatus.seconds(retryAfter));
        }
        body.drain(in, refusal);
        if (refusal == Refusal.TOO_SLOW
                && request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        return format.write(refused.status());
    }
}

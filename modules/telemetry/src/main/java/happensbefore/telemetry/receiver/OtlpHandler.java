package happensbefore.telemetry.receiver;

import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Gives each request to the transport its content type and HTTP version ask for. Blocking: runs on a virtual
/// thread.
final class OtlpHandler extends Handler.Abstract {
    /// On every request that was given to a transport, which counts it.
    static final String COUNTED = OtlpHandler.class.getName() + ".counted";

    private final HttpTransport http;
    private final GrpcTransport grpc;

    OtlpHandler(HttpTransport http, GrpcTransport grpc) {
        this.http = http;
        this.grpc = grpc;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        request.setAttribute(COUNTED, true);
        if (isGrpc(request)) {
            grpc.serve(request, response, callback);
        } else {
            http.serve(request, response, callback);
        }
        return true;
    }

    private static boolean isGrpc(Request request) {
        String type = mediaType(request);
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                && (type.equals("application/grpc") || type.equals("application/grpc+proto"));
    }

    /// The content type without its parameters, in lower case; empty when there is none.
    static String mediaType(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}

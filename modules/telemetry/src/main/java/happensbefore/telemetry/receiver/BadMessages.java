package happensbefore.telemetry.receiver;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what is not even HTTP, where Jetty itself refuses, with a `Status` as well.
final class BadMessages implements Request.Handler {
    private final RequestTally tally;

    BadMessages(RequestTally tally) {
        this.tally = tally;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getAttribute(OtlpHandler.COUNTED) == null) {
            tally.refused(Refusal.MALFORMED);
        }
        Object reason = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        byte[] body = new RpcStatus(Refusal.MALFORMED.grpcStatus(), "not HTTP: " + reason, null).toProtobuf();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Format.PROTOBUF.mediaType());
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}

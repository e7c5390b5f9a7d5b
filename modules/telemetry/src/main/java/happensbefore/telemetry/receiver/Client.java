package happensbefore.telemetry.receiver;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/// The sender of one request, as far as the receiver can see it. Thread-safe.
final class Client {
    private final Request request;
    private volatile boolean gone;

    Client(Request request) {
        this.request = request;
    }

    /// Runs this, at most once and on any thread, when the request fails under way: its stream was reset, or its
    /// connection was closed or silent for too long.
    void whenGone(Runnable action) {
        request.addFailureListener(failure -> {
            gone = true;
            action.run();
        });
    }

    boolean isGone() {
        return gone;
    }

    /// Closes the connection, with all that is still under way on it; but not HTTP/2's because of one stream that the
    /// client itself gave up.
    void disconnect() {
        ConnectionMetaData connection = request.getConnectionMetaData();
        if (!gone || connection.getHttpVersion() != HttpVersion.HTTP_2) {
            connection.getConnection().getEndPoint().close();
        }
    }
}

package happensbefore.telemetry.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/// Jetty, speaking HTTP/1.1 and HTTP/2 on each port. A few platform threads, all daemons, watch the
/// sockets; each request runs on a virtual thread of its own. `stop` ends them all.
final class ReceiverServer {
    private static final String NAME = "otlp-receiver";
    private static final int MAX_PLATFORM_THREADS = 8;
    private static final long STOP_SECONDS = 5;
    /// Connections that the operating system holds for us; those past it are dropped and tried again a second
    /// later.
    private static final int ACCEPT_QUEUE = 1024;

    private final Server server;
    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(NAME + "-request-", 0).factory());
    private final List<ServerConnector> connectors = new ArrayList<>();

    private ReceiverServer(ReceiverSettings settings, Handler handler, RequestTally tally) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_PLATFORM_THREADS, 1);
        threads.setName(NAME);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(requests);
        server = new Server(threads, new ScheduledExecutorScheduler(NAME + "-scheduler", true), null);
        server.setStopTimeout(0);
        server.setHandler(handler);
        server.setErrorHandler(new BadMessages(tally));
        addConnector(settings, settings.grpcPort());
        if (settings.httpPort() != settings.grpcPort()) {
            addConnector(settings, settings.httpPort());
        }
        server.addBean(new NetworkConnectionLimit(settings.limits().maxConnections(), server));
    }

    private void addConnector(ReceiverSettings settings, int port) {
        ServerConnector connector =
                new PromptConnector(server, 0, 1, protocols(settings.access().tls()));
        connector.setHost(settings.host());
        connector.setPort(port);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(settings.limits().patience().toMillis());
        connectors.add(connector);
        server.addConnector(connector);
    }

    private static ConnectionFactory[] protocols(@Nullable SSLContext tls) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        return tls == null
                ? new ConnectionFactory[] {new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http)}
                : TlsProtocols.of(tls, http);
    }

    /// @throws UncheckedIOException if a port cannot be bound
    static ReceiverServer start(ReceiverSettings settings, Handler handler, RequestTally tally) {
        ReceiverServer started = new ReceiverServer(settings, handler, tally);
        try {
            started.open();
            started.server.start();
            return started;
        } catch (IOException e) {
            started.stop();
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            started.stop();
            throw new IllegalStateException("the OTLP receiver did not start: " + e.getMessage(), e);
        }
    }

    private void open() throws IOException {
        for (ServerConnector connector : connectors) {
            try {
                connector.open();
            } catch (IOException e) {
                BindException taken = new BindException("cannot listen on port " + connector.getPort() + " of "
                        + connector.getHost() + " for OTLP: another program probably holds it. Stop that program, or "
                        + "start the receiver with other ports (0 takes any free one)");
                taken.initCause(e);
                throw taken;
            }
        }
    }

    /// The port meant for gRPC first, the one meant for HTTP last; they may be one.
    List<Integer> ports() {
        return connectors.stream().map(ServerConnector::getLocalPort).toList();
    }

    void stop() {
        try {
            server.stop();
            connectors.forEach(ServerConnector::close);
        } catch (Exception e) {
            throw new IllegalStateException("the OTLP receiver did not stop cleanly: " + e.getMessage(), e);
        } finally {
            requests.shutdownNow();
            awaitRequests();
        }
    }

    private void awaitRequests() {
        try {
            if (!requests.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "a request of the OTLP receiver still runs after " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package happensbefore.otlpsystem.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What operators and their tools ask the gateway: `/` the status, as a page for browsers and as text for others,
/// `/metrics`, `/live` and `/ready`
/// (also as `/healthz`). Owns its threads.
final class AdminServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int UNAVAILABLE = 503;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private record Page(int status, String type, String body) {}

    /// What there is to show, as of now. For any number of threads.
    interface Views {
        /// Whether spans are taken.
        boolean ready();

        /// In Prometheus's text format.
        String metrics();

        String html();

        String text();
    }

    /// @throws UncheckedIOException if the port cannot be bound; the message names it
    AdminServer(String host, int port, Views views) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            BindException taken = new BindException("cannot listen on port " + port + " of " + host
                    + " for health and metrics: another program probably holds it. Stop that program, or set"
                    + " listen.admin to another port (0 takes any free one)");
            taken.initCause(e);
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(requests);
        server.createContext("/", exchange -> answer(exchange, page(exchange, views)));
        server.start();
    }

    private static Page page(HttpExchange exchange, Views views) {
        return switch (exchange.getRequestURI().getPath()) {
            case "/" ->
                wantsHtml(exchange)
                        ? new Page(OK, "text/html; charset=utf-8", views.html())
                        : new Page(OK, TEXT, views.text());
            case "/metrics" -> new Page(OK, "text/plain; version=0.0.4; charset=utf-8", views.metrics());
            case "/live" -> new Page(OK, TEXT, "live\n");
            case "/ready", "/healthz" ->
                views.ready() ? new Page(OK, TEXT, "ready\n") : new Page(UNAVAILABLE, TEXT, "ending\n");
            default -> new Page(NOT_FOUND, TEXT, "There are /, /metrics, /live, /ready and /healthz.\n");
        };
    }

    private static boolean wantsHtml(HttpExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        return accepted != null && accepted.contains("text/html");
    }

    private static void answer(HttpExchange exchange, Page found) throws IOException {
        try (exchange) {
            boolean get = exchange.getRequestMethod().equals("GET");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            Page page = get || head ? found : new Page(WRONG_METHOD, TEXT, "Use GET.\n");
            byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", page.type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(page.status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    URI endpoint() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
        return URI.create("http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
    }
}

package happensbefore.benchmarks.otlpsystem;

import happensbefore.telemetry.Delivery;
import happensbefore.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Several services, each with the SDK's own batch processor and exporter, that make spans of 16
/// attributes at a steady rate: requests of one server span, with four spans below it.
public final class LoadGenerator {
    private static final int SPANS_A_TRACE = 5;
    private static final long BURST_NANOS = 10_000_000;
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
    private static final AttributeKey<String> USER_AGENT = AttributeKey.stringKey("user_agent.original");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("network.protocol.version");
    private static final AttributeKey<String> USER = AttributeKey.stringKey("enduser.id");
    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
    private static final AttributeKey<Long> SIZE = AttributeKey.longKey("http.request.body.size");
    private static final AttributeKey<Boolean> CACHED = AttributeKey.booleanKey("cache.hit");

    private LoadGenerator() {}

    /// @param args endpoint, services, spans per second of all, and seconds
    public static void main(String[] args) throws InterruptedException {
        int services = Integer.parseInt(args[1]);
        long rate = Long.parseLong(args[2]);
        long nanos = Long.parseLong(args[3]) * 1_000_000_000L;
        List<Telemetry> sdks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            Telemetry telemetry = Telemetry.sendingTo(URI.create(args[0]), "service-" + i);
            sdks.add(telemetry);
            Tracer tracer = telemetry.openTelemetry().getTracer("load");
            threads.add(Thread.ofPlatform().start(() -> run(tracer, (double) rate / services, nanos)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long acknowledged = 0;
        long lost = 0;
        for (Telemetry telemetry : sdks) {
            boolean _ = telemetry.flush();
            Delivery delivery = telemetry.spanDelivery();
            acknowledged += delivery.acknowledged();
            lost += delivery.lost();
            telemetry.close();
        }
        System.out.println(acknowledged + " " + lost);
    }

    /// Makes up for a burst that came late, but for no more than one.
    private static void run(Tracer tracer, double rate, long nanos) {
        long start = System.nanoTime();
        long next = start;
        double owed = 0;
        long number = 0;
        while (System.nanoTime() - start < nanos) {
            owed += rate * BURST_NANOS / 1e9;
            for (; owed >= SPANS_A_TRACE; owed -= SPANS_A_TRACE) {
                trace(tracer, number++);
            }
            next = Math.max(next + BURST_NANOS, System.nanoTime() - BURST_NANOS);
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static void trace(Tracer tracer, long number) {
        Span root = span(tracer, Context.root(), "GET /cart/{id}", SpanKind.SERVER, number);
        Context below = Context.root().with(root);
        for (int i = 1; i < SPANS_A_TRACE; i++) {
            Span child = span(tracer, below, "SELECT cart.items", SpanKind.CLIENT, number + i);
            child.end();
        }
        if (number % 100 == 0) {
            root.setStatus(StatusCode.ERROR, "upstream timed out");
        }
        root.end();
    }

    private static Span span(Tracer tracer, Context parent, String name, SpanKind kind, long number) {
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setAttribute(METHOD, "GET")
                .setAttribute(ROUTE, "/cart/{id}")
                .setAttribute(PATH, "/cart/" + number)
                .setAttribute(SCHEME, "https")
                .setAttribute(SERVER, "cart.example.org")
                .setAttribute(PORT, 8443L)
                .setAttribute(CLIENT, "10.1.2.3")
                .setAttribute(USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0")
                .setAttribute(STATUS, 200L)
                .setAttribute(SIZE, number % 4096)
                .setAttribute(VERSION, "2")
                .setAttribute(USER, "customer-" + number % 1000)
                .setAttribute(DATABASE, "postgresql")
                .setAttribute(CACHED, number % 3 == 0)
                .startSpan();
    }
}

package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.LatencyHistogram;
import happensbefore.otlpsystem.MemoryGate;
import happensbefore.otlpsystem.ServiceLatencies;
import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.spanexport.BackendLane;
import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.Ledger;
import happensbefore.telemetry.receiver.OtlpServer;
import happensbefore.telemetry.receiver.OtlpSink;
import happensbefore.telemetry.receiver.ReceiverAccess;
import happensbefore.telemetry.receiver.ReceiverLimits;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Signal;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A concurrent OTLP gateway: takes traces, metrics and logs from many services, enriches them in
/// parallel, and sends them to several backends.
///
/// - Invariant: what a sender was told is taken is, at any moment, exactly one of exported, dropped with a
///   named reason, queued, and in flight ([#account]); and for each backend the same ([#ledgers]).
/// - A backend that is slow, hangs or is gone costs the others nothing, unless every backend must have all
///   ([happensbefore.spanexport.Answer#ALL]).
/// - Memory is bounded: what there is no room for is refused, and the sender told when to come again.
///
/// For any number of threads. Owns its threads and connections, which end with [#close].
public final class Gateway implements AutoCloseable {
    private static final int MOST_SERVICES = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REQUESTS_AT_ONCE = 8;

    private static final System.Logger LOG = System.getLogger("happensbefore.gateway");

    private final GatewaySettings settings;
    private final MemoryGate memory;
    private final ServiceLatencies services = new ServiceLatencies(MOST_SERVICES);
    private final List<BackendLink> links = new ArrayList<>();
    private final Map<Signal, SignalPath> paths = new EnumMap<>(Signal.class);
    private final Figures figures;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private @Nullable OtlpServer server;
    private @Nullable AdminServer admin;
    private @Nullable OwnMetrics own;
    private @Nullable OperatorLog log;

    private Gateway(GatewaySettings settings) {
        this.settings = settings;
        memory = new MemoryGate(settings.memory());
        Map<String, CircuitBreaker> breakers = new LinkedHashMap<>();
        for (GatewaySettings.Backend backend : settings.backends()) {
            GatewaySettings.Breaker breaker = backend.breaker();
            breakers.put(
                    backend.name(),
                    new CircuitBreaker(
                            new CircuitBreaker.Settings(breaker.failures(), breaker.pause(), breaker.longest()),
                            System::nanoTime));
            links.add(BackendLink.to(backend));
        }
        ResourceAttributes attributes = new ResourceAttributes(settings.enrich().attributes());
        for (Signal signal : Signal.values()) {
            List<Outlet> outlets = new ArrayList<>();
            for (BackendLink link : links) {
                GatewaySettings.Backend backend = link.backend();
                outlets.add(Outlet.open(
                        signal,
                        link,
                        Objects.requireNonNull(breakers.get(backend.name())),
                        settings.shutdown().dividedBy(2)));
            }
            boolean traces = signal == Signal.TRACES;
            paths.put(
                    signal,
                    new SignalPath(
                            signal,
                            settings,
                            memory,
                            traces
                                    ? new TraceEnrichment(attributes, services, settings.sampling())
                                    : shipment -> enriched(attributes, shipment),
                            traces ? settings.enrich().workers() : 1,
                            outlets));
        }
        figures = new Figures(List.copyOf(paths.values()), memory, services);
    }

    private static Enrichment.Outcome enriched(ResourceAttributes attributes, Shipment shipment) {
        Shipment more = new Shipment(attributes.addTo(shipment.request()), shipment.items(), shipment.received());
        return new Enrichment.Outcome(List.of(more), 0, 0, 0);
    }

    // @start region="start"
    /// @throws UncheckedIOException if a port cannot be bound; the message names it
    public static Gateway start(GatewaySettings settings) {
        Gateway gateway = new Gateway(settings);
        try {
            gateway.open();
            return gateway;
        } catch (RuntimeException e) {
            gateway.abort();
            throw e;
        }
    }

    private void open() {
        GatewaySettings.Listen listen = settings.listen();
        List<SignalPath> all = List.copyOf(paths.values());
        admin = new AdminServer(
                listen.host(),
                listen.admin(),
                new OperatorViews(
                        () -> !closing.get(),
                        figures,
                        new StatusPage(all, memory, services),
                        new StatusText(all, memory)));
        OperatorLog lines = new OperatorLog(all, LOG::log);
        lines.start();
        log = lines;
        if (settings.telemetry() != null) {
            own = new OwnMetrics(settings.telemetry(), figures);
        }
        long inFlight = (long) REQUESTS_AT_ONCE * listen.maxRequest();
        server = OtlpServer.start( // last: what it takes can be sent on
                new ReceiverSettings(
                        listen.host(),
                        listen.grpc(),
                        listen.http(),
                        new ReceiverLimits(listen.maxRequest(), inFlight, 1, 10_000, PATIENCE),
                        ReceiverAccess.OPEN),
                this::take);
    }
    // @end

    private OtlpSink.Answer take(Signal signal, byte[] request) {
        return path(signal).take(request);
    }

    private SignalPath path(Signal signal) {
        return Objects.requireNonNull(paths.get(signal));
    }

    List<SignalPath> paths() {
        return List.copyOf(paths.values());
    }

    public URI grpcEndpoint() {
        return opened(server).grpcEndpoint();
    }

    public URI httpEndpoint() {
        return opened(server).httpEndpoint();
    }

    /// Where its status page is.
    public URI adminEndpoint() {
        return opened(admin).endpoint();
    }

    private static <T> T opened(@Nullable T part) {
        return Objects.requireNonNull(part);
    }

    /// Where all items of a signal are, as of one moment.
    public Account account(Signal signal) {
        return path(signal).account();
    }

    /// Where all items of a signal are that were handed to a backend, by its name; each of one moment.
    public Map<String, Ledger> ledgers(Signal signal) {
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        for (BackendLane<Freight> lane : path(signal).lanes()) {
            ledgers.put(lane.name(), lane.ledger());
        }
        return ledgers;
    }

    /// The accounts of all signals in words, one line each; a signal of which nothing was received has none.
    public List<String> accounting() {
        return paths.values().stream()
                .flatMap(path -> AccountText.of(path).stream())
                .toList();
    }

    /// The gateway's own metrics in Prometheus's text format.
    public String metrics() {
        return figures.prometheus();
    }

    /// How long spans took from their receipt to their export, in nanoseconds.
    public LatencyHistogram delivery() {
        return path(Signal.TRACES).delivery();
    }

    /// Bytes of what was taken and is not yet in the backends' queues.
    public long memoryHeld() {
        return memory.held();
    }

    // @start region="close"
    /// Takes nothing more, sends what it has, and ends; within the settings' time, after which the rest is
    /// dropped and counted. Senders are told to come again meanwhile.
    ///
    /// @return whether every item that was queued or in flight came to the backends
    public boolean shutdown() {
        if (closing.compareAndSet(false, true)) {
            paths.values().forEach(SignalPath::closeIntake);
            long lost = lost();
            drain();
            boolean whole = lost() == lost;
            release();
            ended.complete(whole);
        }
        return ended.join();
    }

    /// Items that are in the books as dropped for another reason than sampling, or not at all.
    private long lost() {
        long lost = 0;
        for (SignalPath path : paths.values()) {
            Account now = path.account();
            lost += now.droppedInAll() - now.dropped(Losses.SAMPLED_OUT) - now.dropped(Losses.SAMPLED_EARLY);
        }
        return lost;
    }

    private void drain() {
        try {
            long deadline = System.nanoTime() + settings.shutdown().dividedBy(2).toNanos();
            for (SignalPath path : paths.values()) {
                path.drain(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
            List<CompletableFuture<Void>> lanes = new ArrayList<>();
            paths.values().forEach(path -> lanes.add(path.closeLanes()));
            CompletableFuture.allOf(lanes.toArray(new CompletableFuture<?>[0]))
                    .get(settings.shutdown().toNanos(), TimeUnit.NANOSECONDS); // each has its own, shorter time
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the accounts tell what is left
        }
    }
    // @end

    private void release() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            links.forEach(BackendLink::close);
            if (log != null) {
                log.close();
            }
            if (own != null) {
                own.close();
            }
            if (admin != null) {
                admin.close();
            }
        }
    }

    private void abort() {
        closing.set(true);
        paths.values().forEach(SignalPath::abort);
        release();
    }

    /// [#shutdown].
    @Override
    public void close() {
        boolean _ = shutdown();
    }
}

package happensbefore.telemetry.receiver;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real OTLP backend inside the process: takes traces, metrics and logs over gRPC and HTTP, in protobuf and
/// JSON, plain or gzip, and keeps them for tests and exercises to read. [#inject] makes it fail as told.
///
/// - Thread-safe. What an exporter was told is accepted is visible to every read that follows.
/// - Bounded by [ReceiverLimits]. Items past the limit are counted ([#counts]) but not kept.
/// - Owns its threads; [#close] ends them and leaves what arrived readable.
public final class EmbeddedReceiver implements AutoCloseable {
    private final ReceiverSettings settings;
    private final Arrivals arrivals;
    private final RequestTally tally = new RequestTally();
    private final Faults faults = new Faults();
    private final ReceiverServer server;
    private final Endpoints endpoints;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedReceiver(ReceiverSettings settings) {
        this.settings = settings;
        arrivals = new Arrivals(settings.limits().maxItems());
        Intake intake = new FaultingIntake(
                new Admission(settings.access().bearerToken()), faults, new StoringService(arrivals), tally);
        Body body = new Body(settings.limits());
        server = ReceiverServer.start(
                settings,
                new OtlpHandler(new HttpTransport(intake, body, tally), new GrpcTransport(intake, body, tally)),
                tally);
        endpoints = Endpoints.of(settings, server.ports());
    }

    /// On one free port of loopback, with the default limits.
    ///
    /// @throws UncheckedIOException if no port can be bound
    public static EmbeddedReceiver start() {
        return start(ReceiverSettings.anyFreePort());
    }

    /// @throws UncheckedIOException if a port cannot be bound; the message names it
    public static EmbeddedReceiver start(ReceiverSettings settings) {
        return new EmbeddedReceiver(settings);
    }

    /// Where to send over gRPC: `http://host:port`, or `https` with TLS.
    public URI grpcEndpoint() {
        return endpoints.grpc();
    }

    /// Where to send over HTTP: as [#grpcEndpoint()], without the path of a signal.
    public URI httpEndpoint() {
        return endpoints.http();
    }

    /// Follows this plan of faults instead of the one before, from the next request on. Requests that hang are
    /// let go: their connections are closed. [FaultPlan#none()] ends all faults.
    public void inject(FaultPlan plan) {
        faults.follow(plan);
    }

    /// The spans kept, in order of arrival. An immutable copy.
    public List<ReceivedSpan> spans() {
        return arrivals.spans();
    }

    public List<ReceivedSpan> spansNamed(String name) {
        return spans().stream().filter(s -> s.name().equals(name)).toList();
    }

    /// The metric points kept, in order of arrival, each export's again. An immutable copy.
    public List<ReceivedMetric> metricPoints() {
        return arrivals.metrics();
    }

    /// The log records kept, in order of arrival. An immutable copy.
    public List<ReceivedLog> logs() {
        return arrivals.logs();
    }

    /// [#latestSum(String, Map)] over all attributes.
    public OptionalDouble latestSum(String metric) {
        return latestSum(metric, Map.of());
    }

    /// The value now of a counter, an up-down counter, or a histogram's sum: the newest value of each of the
    /// metric's streams whose attributes contain all of `attributes`, added up. Exports repeated with cumulative
    /// temporality count once; deltas are added; a counter that started again keeps what it had counted before.
    ///
    /// @return empty if no such stream arrived
    public OptionalDouble latestSum(String metric, Map<String, ?> attributes) {
        return latest(metric, attributes).sum();
    }

    /// How many measurements the histogram of that name holds now, added up as in [#latestSum(String, Map)].
    ///
    /// @return empty if no such stream arrived
    public OptionalLong latestCount(String metric, Map<String, ?> attributes) {
        return latest(metric, attributes).count();
    }

    /// A gauge's newest values, added up over the streams whose attributes contain all of `attributes`.
    ///
    /// @return empty if no such stream arrived
    public OptionalDouble latestGauge(String metric, Map<String, ?> attributes) {
        return latest(metric, attributes).gauge();
    }

    private LatestPoints latest(String metric, Map<String, ?> attributes) {
        return LatestPoints.matching(attributes, arrivals.latest(metric));
    }

    /// How many items of a signal arrived, and how many of them were not kept.
    public ItemCounts counts(Signal signal) {
        return arrivals.counts(signal);
    }

    /// How many metric points the `latest…` methods do not know, because their limit of streams was reached.
    public long streamPointsNotKept() {
        return arrivals.seriesPointsNotKept();
    }

    /// What became of the requests since the start; [#clear] does not reset it.
    public RequestCounts requests() {
        return tally.snapshot();
    }

    /// Forgets all that arrived. A cumulative metric comes back with its whole value at its next export.
    public void clear() {
        arrivals.clear();
    }

    /// Waits until at least `count` spans are kept.
    ///
    /// @return all spans kept
    /// @throws AssertionError if they did not arrive within `bound`; says what did
    /// @throws IllegalArgumentException if more are asked for than are ever kept
    public List<ReceivedSpan> awaitSpans(int count, Duration bound) throws InterruptedException {
        checkKeepable(count);
        if (!arrivals.awaitSpans(count, bound)) {
            throw notArrived(Signal.TRACES, count, bound, names(spans().stream().map(ReceivedSpan::name)));
        }
        return spans();
    }

    /// [#awaitSpans] for log records.
    public List<ReceivedLog> awaitLogs(int count, Duration bound) throws InterruptedException {
        checkKeepable(count);
        if (!arrivals.awaitLogs(count, bound)) {
            throw notArrived(Signal.LOGS, count, bound, names(logs().stream().map(ReceivedLog::body)));
        }
        return logs();
    }

    private void checkKeepable(int count) {
        if (count > settings.limits().maxItems()) {
            throw new IllegalArgumentException("cannot wait for " + count + ": the receiver keeps at most "
                    + settings.limits().maxItems() + "; start it with a larger maxItems");
        }
    }

    private AssertionError notArrived(Signal signal, int count, Duration bound, String what) {
        return new AssertionError("waited " + bound.toMillis() + " ms for " + count + " " + signal + ", got: " + what
                + ". " + signal + ": " + counts(signal) + ". " + requests());
    }

    private static String names(Stream<String> names) {
        Map<String, Long> byName = names.collect(Collectors.groupingBy(n -> n, TreeMap::new, Collectors.counting()));
        return byName.isEmpty()
                ? "none"
                : byName.entrySet().stream()
                        .limit(20)
                        .map(e -> e.getValue() + " x '" + e.getKey() + "'")
                        .collect(Collectors.joining(", ", "", byName.size() > 20 ? ", and more" : ""));
    }

    /// Stops listening, drops open connections and ends all threads; waits a few seconds at most. Idempotent.
    ///
    /// @throws IllegalStateException if a request did not end in time
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.stop();
        }
    }
}

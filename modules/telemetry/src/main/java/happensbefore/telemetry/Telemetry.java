package happensbefore.telemetry;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// An OpenTelemetry SDK that exports OTLP, and its owner. Nothing global is set: pass [#openTelemetry()] to what
/// is to be observed.
///
/// - Thread-safe.
/// - Ours to trust: every span and log record is counted as acknowledged, failed, dropped or pending, and [#flush()]
///   answers from these counts, not from the SDK's flush, which reports success for lost data as well.
/// - Each instance has its own `service.instance.id`, so that metrics of two are never taken for one's.
public final class Telemetry implements AutoCloseable {
    /// The bound of [#flush()] and of each of the two steps of [#close()].
    public static final Duration DEFAULT_BOUND = Duration.ofSeconds(10);

    private static final Duration METRICS_BOUND = Duration.ofSeconds(2);

    private final OpenTelemetrySdk sdk;
    private final DeliveryWatch watch;
    private final @Nullable EmbeddedReceiver receiver;
    private final boolean ownsReceiver;
    private final Duration patience;
    private final ReentrantLock flushing = new ReentrantLock();
    private long lossesReported;
    private boolean closed;

    private Telemetry(
            OpenTelemetrySdk sdk,
            DeliveryWatch watch,
            @Nullable EmbeddedReceiver receiver,
            boolean ownsReceiver,
            Duration patience) {
        this.sdk = sdk;
        this.watch = watch;
        this.receiver = receiver;
        this.ownsReceiver = ownsReceiver;
        this.patience = patience;
    }

    /// As the `OTEL_*` environment variables and `otel.*` system properties say. Where they name no OTLP endpoint, a
    /// receiver is started on a free port of loopback, with short export intervals, and closed with this.
    ///
    /// @param service the `service.name`, unless the environment gives another
    /// @throws RuntimeException if the environment asks for what the SDK cannot do; the message says what
    public static Telemetry create(String service) {
        DeliveryWatch watch = new DeliveryWatch();
        EnvironmentSdk environment = new EnvironmentSdk(service, watch);
        OpenTelemetrySdk sdk = environment.build();
        return new Telemetry(sdk, watch, environment.receiver().orElse(null), true, DEFAULT_BOUND);
    }

    /// To this receiver over gRPC.
    public static Telemetry sendingTo(EmbeddedReceiver receiver, String service) {
        return sendingTo(receiver, service, OtlpProtocol.GRPC);
    }

    /// To this receiver, whatever the environment says, with short export intervals. The receiver stays the caller's
    /// to close, after this.
    public static Telemetry sendingTo(EmbeddedReceiver receiver, String service, OtlpProtocol protocol) {
        return sendingTo(receiver, service, protocol, DEFAULT_BOUND);
    }

    /// @param patience for what is pending at [#close()]; a single export has half of it
    static Telemetry sendingTo(EmbeddedReceiver receiver, String service, OtlpProtocol protocol, Duration patience) {
        URI endpoint = switch (protocol) {
            case GRPC -> receiver.grpcEndpoint();
            case HTTP_PROTOBUF -> receiver.httpEndpoint();
        };
        return fixed(endpoint, receiver, service, protocol, patience, TestPace.METRIC_INTERVAL, List.of());
    }

    /// To a receiver in another process over gRPC, whatever the environment says, with short export intervals. Every
    /// span says on which thread it began, by the attributes `thread.id` and `thread.name`.
    ///
    /// @param endpoint `http://host:port`
    public static Telemetry sendingTo(URI endpoint, String service) {
        return fixed(
                endpoint,
                null,
                service,
                OtlpProtocol.GRPC,
                DEFAULT_BOUND,
                TestPace.METRIC_INTERVAL,
                List.of(new ThreadDetails()));
    }

    /// For a server's own metrics: over gRPC, whatever the environment says, each interval. A backend that does not
    /// answer keeps [#close()] waiting for two seconds for what is pending, not ten.
    ///
    /// @param endpoint `http://host:port`
    public static Telemetry metricsTo(URI endpoint, String service, Duration interval) {
        return fixed(endpoint, null, service, OtlpProtocol.GRPC, METRICS_BOUND, interval, List.of());
    }

    private static Telemetry fixed(
            URI endpoint,
            @Nullable EmbeddedReceiver receiver,
            String service,
            OtlpProtocol protocol,
            Duration patience,
            Duration metricInterval,
            List<SpanProcessor> before) {
        DeliveryWatch watch = new DeliveryWatch();
        Resource resource = EnvironmentSdk.withInstance(
                Resource.getDefault().toBuilder().put("service.name", service).build());
        OpenTelemetrySdk sdk =
                FixedSdk.build(endpoint, protocol, resource, watch, patience.dividedBy(2), metricInterval, before);
        return new Telemetry(sdk, watch, receiver, false, patience);
    }

    public OpenTelemetry openTelemetry() {
        return sdk;
    }

    /// Where this sends to, if that is in this process.
    public Optional<EmbeddedReceiver> receiver() {
        return Optional.ofNullable(receiver);
    }

    /// What became of every sampled span that ended.
    public Delivery spanDelivery() {
        return watch.spans();
    }

    /// What became of every log record.
    public Delivery logDelivery() {
        return watch.logs();
    }

    /// [#flush(Duration)] within [#DEFAULT_BOUND].
    public boolean flush() {
        return flush(DEFAULT_BOUND);
    }

    /// Sends what is pending, and all metrics as they are now.
    ///
    /// @return true only if, within the bound, the backend acknowledged the metrics and every span and log
    ///     record recorded before this call, and nothing was lost since the last flush. False also when another
    ///     thread lost something meanwhile.
    public boolean flush(Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        try {
            if (!flushing.tryLock(bound.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            boolean sent = send(deadline);
            return nothingLostSinceLastFlush() && sent;
        } finally {
            flushing.unlock();
        }
    }

    /// Whether all that was recorded before is settled, one way or the other, and the metrics were taken.
    private boolean send(long deadline) {
        long spansBefore = watch.spans().recorded();
        long logsBefore = watch.logs().recorded();
        CompletableResultCode items = CompletableResultCode.ofAll(List.of(
                sdk.getSdkTracerProvider().forceFlush(),
                sdk.getSdkLoggerProvider().forceFlush()));
        boolean settled =
                join(items, deadline) && settled(watch.spans()) >= spansBefore && settled(watch.logs()) >= logsBefore;
        return flushMetrics(deadline) && settled;
    }

    private static long settled(Delivery delivery) {
        return delivery.recorded() - delivery.pending();
    }

    private boolean nothingLostSinceLastFlush() {
        long lost = watch.spans().lost() + watch.logs().lost();
        boolean nothing = lost == lossesReported;
        lossesReported = lost;
        return nothing;
    }

    /// The reader refuses to flush while its periodic export runs, and offers nothing to wait on: ask
    /// again until the deadline.
    private boolean flushMetrics(long deadline) {
        do {
            long failuresBefore = watch.metricFailures();
            CompletableResultCode flush = sdk.getSdkMeterProvider().forceFlush();
            if (join(flush, deadline)) {
                return watch.metricFailures() == failuresBefore;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        } while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted());
        return false;
    }

    private static boolean join(CompletableResultCode code, long deadline) {
        return code.join(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                .isSuccess();
    }

    /// Flushes, then ends the SDK's threads and, if this started it, the receiver. What is not settled within
    /// [#DEFAULT_BOUND] is given up and counted as failed; one export under way may take its own timeout longer.
    /// Idempotent; what is recorded afterwards is lost.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!send(System.nanoTime() + patience.toNanos())) {
                watch.cutOff();
            }
            sdk.shutdown().join(DEFAULT_BOUND.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (ownsReceiver && receiver != null) {
                receiver.close();
            }
        }
    }
}

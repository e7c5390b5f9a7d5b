package happensbefore.channels.otlp;

import happensbefore.channels.Watch;
import happensbefore.channels.Watch.Change;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// An exporter that can be paused and stopped while many threads export: each watches the state, and waits while
/// nothing may be sent.
///
/// Metrics: `happensbefore.exporter.state`, 1 for the present `happensbefore.state` and 0 for the others;
/// `happensbefore.exporter.transitions` by `happensbefore.from` and `.to`; `otel.sdk.exporter.span.exported`, with
/// `error.type` `already_shutdown`, `timeout` (paused for too long), `interrupted`, or what the sender threw. Each
/// call counts once. The span `NAME export` is the caller's child and has an event where it waited.
///
/// Any number of threads may export and change the state. An illegal change is refused, and changes nothing.
public final class GatedExport<S> implements AutoCloseable {
    private static final AttributeKey<String> COMPONENT = AttributeKey.stringKey("otel.component.name");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("happensbefore.state");
    private static final AttributeKey<String> FROM = AttributeKey.stringKey("happensbefore.from");
    private static final AttributeKey<String> TO = AttributeKey.stringKey("happensbefore.to");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /// Sends one span, on the caller's thread.
    @FunctionalInterface
    public interface Sender<S> {
        void send(S span) throws Exception;
    }

    private final Watch<ExporterState> state = new Watch<>(ExporterState.IDLE);
    private final String name;
    private final Sender<? super S> sender;
    private final Attributes self;
    private final Tracer tracer;
    private final LongCounter exported;
    private final LongCounter transitions;
    private final ObservableLongUpDownCounter stateNow;
    private final AtomicBoolean reporting = new AtomicBoolean(true);

    /// @param name unique in the process
    public GatedExport(OpenTelemetry telemetry, String name, Sender<? super S> sender) {
        this.name = name;
        this.sender = sender;
        self = Attributes.of(COMPONENT, name);
        tracer = telemetry.getTracer("happensbefore.channels");
        var meter = telemetry.getMeter("happensbefore.channels");
        exported = meter.counterBuilder("otel.sdk.exporter.span.exported")
                .setUnit("{span}")
                .build();
        transitions = meter.counterBuilder("happensbefore.exporter.transitions")
                .setUnit("{transition}")
                .build();
        stateNow = meter.upDownCounterBuilder("happensbefore.exporter.state").buildWithCallback(this::report);
    }

    /// The state, to watch or to read. Only [#to] changes it.
    public ExporterState state() {
        return state.get();
    }

    /// A watcher of the state; it is closed by the caller.
    public Watch<ExporterState>.Watcher watcher() {
        return state.watcher();
    }

    // @start region="to"
    /// Changes the state; a change to the present state is none.
    ///
    /// @throws IllegalStateException when the present state may not be followed by this one
    public void to(ExporterState next) {
        ExporterState[] from = new ExporterState[1];
        state.update(now -> {
            from[0] = now;
            if (now != next && !now.next().contains(next)) {
                throw new IllegalStateException("from " + now + " to " + next);
            }
            return next;
        });
        if (from[0] != next) {
            transitions.add(
                    1, self.toBuilder().put(FROM, id(from[0])).put(TO, id(next)).build());
        }
    }
    // @end

    // @start region="export"
    /// Sends the span, when the exporter runs.
    ///
    /// @param patience for as long as it does not run yet
    /// @throws TimeoutException when it did not run in time
    /// @throws RejectedExecutionException when it is stopped
    /// @throws Exception what the sender threw
    public void export(S span, Duration patience) throws Exception {
        Span own = tracer.spanBuilder(name + " export")
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        try (Scope _ = own.makeCurrent();
                Watch<ExporterState>.Watcher watcher = state.watcher()) {
            if (watcher.latest() != ExporterState.RUNNING) {
                own.addEvent("waits", Attributes.of(STATE, id(watcher.latest())));
            }
            Change<ExporterState> found = watcher.await(GatedExport::isDecided, patience);
            if (found.value() == ExporterState.STOPPED) {
                throw new RejectedExecutionException(name + " is stopped");
            }
            sender.send(span);
            exported.add(1, self);
        } catch (Exception e) {
            String errorType = errorType(e);
            exported.add(1, self.toBuilder().put(ERROR_TYPE, errorType).build());
            own.setStatus(StatusCode.ERROR).setAttribute(ERROR_TYPE, errorType);
            throw e;
        } finally {
            own.end();
        }
    }

    private static boolean isDecided(ExporterState state) {
        return switch (state) {
            case IDLE, PAUSED -> false;
            case RUNNING, STOPPED -> true;
        };
    }
    // @end

    private static String errorType(Exception thrown) {
        return switch (thrown) {
            case RejectedExecutionException _ -> "already_shutdown";
            case TimeoutException _ -> "timeout";
            case InterruptedException _ -> "interrupted";
            default -> thrown.getClass().getName();
        };
    }

    private void report(ObservableLongMeasurement measurement) {
        ExporterState now = state.get();
        for (ExporterState each : ExporterState.values()) {
            measurement.record(
                    each == now ? 1 : 0, self.toBuilder().put(STATE, id(each)).build());
        }
    }

    private static String id(ExporterState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /// Stops the exporter: those that wait are refused; what is being sent ends on its caller's thread. Ends the
    /// reporting.
    @Override
    public void close() {
        to(ExporterState.STOPPED);
        if (reporting.getAndSet(false)) {
            stateNow.close();
        }
    }
}

package happensbefore.lockfree.otlp;

import happensbefore.lockfree.ConfigCell;
import happensbefore.lockfree.ConfigCell.Update;
import happensbefore.lockfree.ConfigCell.Versioned;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.function.UnaryOperator;

/// Exports batches under a configuration that may be replaced at any time.
///
/// An export reads the configuration once and keeps it to its end; its span says which version that was. An export that
/// began before a change ends under the old configuration, one that begins after it uses the new one.
///
/// Safe for any number of threads; adds no wait to the sender's.
public final class ReconfigurableExporter<C, B> {
    /// The attribute that names the configuration's version, of an export's span and of an update's event.
    public static final AttributeKey<Long> CONFIG_VERSION = AttributeKey.longKey("happensbefore.config.version");

    /// Sends a batch, and returns when it is accepted.
    @FunctionalInterface
    public interface Sender<C, B> {
        void send(C config, B batch) throws Exception;
    }

    private final ConfigCell<C> config;
    private final Sender<C, B> sender;
    private final Tracer tracer;
    private final LongCounter updates;
    private final LongCounter retries;

    public ReconfigurableExporter(OpenTelemetry telemetry, C initial, Sender<C, B> sender) {
        this.config = new ConfigCell<>(initial);
        this.sender = sender;
        tracer = telemetry.getTracer("happensbefore.lockfree");
        Meter meter = telemetry.getMeter("happensbefore.lockfree");
        updates = meter.counterBuilder("happensbefore.config.updates")
                .setDescription("Changes of the configuration that took effect")
                .setUnit("{update}")
                .build();
        retries = meter.counterBuilder("happensbefore.config.update.retries")
                .setDescription("Changes that ran again because another took effect first")
                .setUnit("{retry}")
                .build();
    }

    // @start region="export"
    /// Sends the batch within a span.
    ///
    /// @throws Exception what the sender threw; the span then has error status
    public void export(B batch) throws Exception {
        Versioned<C> used = config.current(); // once: the whole export works by this one
        Span span = tracer.spanBuilder("export")
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(CONFIG_VERSION, used.version())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            sender.send(used.value(), batch);
        } catch (Exception e) {
            span.recordException(e);
            span.setStatus(StatusCode.ERROR, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }
    // @end

    /// Replaces the configuration, counts that, and notes the new version in the current span.
    ///
    /// @param change has no side effects, as it may run more than once
    public Update<C> reconfigure(UnaryOperator<C> change) {
        Update<C> update = config.update(change);
        updates.add(1);
        retries.add(update.retries());
        Span.current()
                .addEvent(
                        "exporter reconfigured",
                        Attributes.of(CONFIG_VERSION, update.after().version()));
        return update;
    }

    /// The configuration that an export would use now.
    public Versioned<C> config() {
        return config.current();
    }
}

package happensbefore.spanexport.otlp;

import happensbefore.producerconsumer.Overload;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Pace;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/// Puts an [AdaptiveBatchSpanProcessor] where the SDK's autoconfiguration has its own batch processor, over the
/// same exporters, when `happensbefore.span.processor` (as a variable, `HAPPENSBEFORE_SPAN_PROCESSOR`) is
/// `adaptive`.
///
/// - `otel.bsp.max.queue.size`, `otel.bsp.max.export.batch.size`, `otel.bsp.schedule.delay` (the longest) and
///   `otel.bsp.export.timeout` mean what they mean to the SDK's.
/// - `happensbefore.span.processor.overload` is `drop_newest` (if nothing is said), `drop_oldest`, `fail`,
///   `block`, or `time_out`, which waits for `happensbefore.span.processor.overload.wait`, 100 ms if nothing is
///   said.
/// - `happensbefore.span.processor.max.bytes` bounds what is queued and in flight.
/// - An OTLP exporter becomes a [RejectionAwareSpanExporter].
///
/// Its metrics go to the global `OpenTelemetry`, once that is set.
public final class AdaptiveBatchCustomizer implements AutoConfigurationCustomizerProvider {
    private static final String PROCESSOR = "happensbefore.span.processor";
    private static final String OVERLOAD = PROCESSOR + ".overload";
    private static final String WAIT = OVERLOAD + ".wait";
    private static final String MAX_BYTES = PROCESSOR + ".max.bytes";
    private static final Duration DEFAULT_WAIT = Duration.ofMillis(100);

    // @start region="customize"
    @Override
    public void customize(AutoConfigurationCustomizer customizer) {
        customizer.addSpanExporterCustomizer((exporter, config) ->
                isChosen(config) ? new Lent(RejectionAwareSpanExporter.ofAny(exporter)) : exporter);
        customizer.addSpanProcessorCustomizer(AdaptiveBatchCustomizer::replace);
    }

    private static SpanProcessor replace(SpanProcessor processor, ConfigProperties config) {
        if (!isChosen(config) || !(processor instanceof BatchSpanProcessor theirs)) {
            return processor;
        }
        SpanExporter exporter = theirs.getSpanExporter();
        BatchSettings settings = settings(config);
        CompletableResultCode _ = theirs.shutdown(); // ends its thread; the exporters are only lent to it
        return new AdaptiveBatchSpanProcessor(
                exporter, settings, () -> GlobalOpenTelemetry.isSet() ? GlobalOpenTelemetry.getMeterProvider() : null);
    }
    // @end

    /// @throws ConfigurationException when the name is of no processor
    private static boolean isChosen(ConfigProperties config) {
        String name = config.getString(PROCESSOR, "batch");
        return switch (name) {
            case "adaptive" -> true;
            case "batch" -> false;
            default -> throw new ConfigurationException(PROCESSOR + " is adaptive or batch, not " + name);
        };
    }

    static BatchSettings settings(ConfigProperties config) {
        BatchSettings usual = BatchSettings.DEFAULT;
        Pace.Bounds pace = usual.pace();
        int maxBatch = config.getInt("otel.bsp.max.export.batch.size", pace.maxBatch());
        Duration maxDelay = config.getDuration("otel.bsp.schedule.delay", pace.maxDelay());
        try {
            BatchSettings chosen = usual.withPace(new Pace.Bounds(
                            Math.min(pace.minBatch(), maxBatch),
                            maxBatch,
                            maxDelay.compareTo(pace.minDelay()) < 0 ? maxDelay : pace.minDelay(),
                            maxDelay))
                    .withCapacity(config.getInt("otel.bsp.max.queue.size", usual.capacity()))
                    .withMaxWeight(config.getLong(MAX_BYTES, usual.maxWeight()))
                    .withOverload(overload(config))
                    .withTimeouts(
                            config.getDuration("otel.bsp.export.timeout", usual.exportTimeout()),
                            usual.shutdownTimeout());
            chosen.requireRoomForABatch();
            return chosen;
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException("otel.bsp.*, " + MAX_BYTES + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Overload overload(ConfigProperties config) {
        String policy = config.getString(OVERLOAD, "drop_newest");
        return switch (policy) {
            case "drop_newest" -> Overload.dropNewest();
            case "drop_oldest" -> Overload.dropOldest();
            case "fail" -> Overload.fail();
            case "block" -> Overload.block();
            case "time_out" -> Overload.timeOut(config.getDuration(WAIT, DEFAULT_WAIT));
            default ->
                throw new ConfigurationException(
                        OVERLOAD + " is drop_newest, drop_oldest, fail, block or time_out, not " + policy);
        };
    }

    /// An exporter that outlives the processor that had it first: the first shutdown does nothing.
    private static final class Lent implements SpanExporter {
        private final SpanExporter exporter;
        private final AtomicBoolean returned = new AtomicBoolean();

        Lent(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return exporter.export(spans);
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return returned.compareAndSet(false, true) ? CompletableResultCode.ofSuccess() : exporter.shutdown();
        }

        @Override
        public String toString() {
            return exporter.toString();
        }
    }
}

package happensbefore.benchmarks.spanexport;

import happensbefore.producerconsumer.Overload;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Pace;
import happensbefore.spanexport.otlp.AdaptiveBatchSpanProcessor;
import happensbefore.tasks.Aimd;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/// A processor whose [Delivery] is measured. All of them have a queue of 2048 spans and the same exporter.
public enum Candidate {
    ADAPTIVE("adaptive, drop newest"),
    ADAPTIVE_BLOCK("adaptive, block"),
    ADAPTIVE_ONE("adaptive, one export at a time"),
    ADAPTIVE_TUNED("adaptive, batches of 2048"),
    SDK("SDK, as it is"),
    SDK_TUNED("SDK, batches of 2048");

    private static final int TUNED_BATCH = 2048; // as many as the queue holds: the SDK allows no more
    private static final Duration TUNED_DELAY = Duration.ofMillis(100);

    private final String label;

    Candidate(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static List<Candidate> ours() {
        return List.of(ADAPTIVE, ADAPTIVE_BLOCK, ADAPTIVE_ONE, ADAPTIVE_TUNED);
    }

    static List<Candidate> theirs() {
        return List.of(SDK, SDK_TUNED);
    }

    /// Those whose `onEnd` returns though the backend hangs.
    static List<Candidate> thatDrop() {
        return Arrays.stream(values()).filter(each -> each != ADAPTIVE_BLOCK).toList();
    }

    /// @param dropped how many spans it says it has dropped
    record Opened(SpanProcessor processor, LongSupplier dropped) {}

    Opened open(SpanExporter exporter) {
        return switch (this) {
            case ADAPTIVE -> adaptive(exporter, BatchSettings.DEFAULT);
            case ADAPTIVE_BLOCK -> adaptive(exporter, BatchSettings.DEFAULT.withOverload(Overload.block()));
            case ADAPTIVE_ONE ->
                adaptive(exporter, BatchSettings.DEFAULT.withLimit(new Aimd(1, 1, Duration.ofSeconds(5), 0.5)));
            case ADAPTIVE_TUNED ->
                adaptive(
                        exporter,
                        BatchSettings.DEFAULT.withPace(
                                new Pace.Bounds(32, TUNED_BATCH, TUNED_DELAY, Duration.ofSeconds(5))));
            case SDK -> sdk(BatchSpanProcessor.builder(exporter));
            case SDK_TUNED ->
                sdk(BatchSpanProcessor.builder(exporter)
                        .setMaxExportBatchSize(TUNED_BATCH)
                        .setScheduleDelay(TUNED_DELAY));
        };
    }

    private static Opened adaptive(SpanExporter exporter, BatchSettings settings) {
        AdaptiveBatchSpanProcessor processor = new AdaptiveBatchSpanProcessor(exporter, settings, MeterProvider.noop());
        return new Opened(processor, () -> processor.ledger().droppedInAll());
    }

    private static Opened sdk(BatchSpanProcessorBuilder builder) {
        SdkDrops drops = new SdkDrops();
        return new Opened(
                builder.setMeterProvider(drops)
                        .setInternalTelemetryVersion(InternalTelemetryVersion.LATEST)
                        .build(),
                drops::sum);
    }
}

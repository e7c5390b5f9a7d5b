package happensbefore.pipelines.otlp;

import happensbefore.pipelines.Account;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.StageFigures;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.concurrent.TimeUnit;

/// A run's account and figures as metrics, read when they are collected: until then nothing is done for them.
///
/// `happensbefore.pipeline.items` by `state`: `in`, `out`, `failed`, `filtered`, `cut_off`. By stage:
/// `happensbefore.pipeline.stage.items`, `.stage.time` by `state` (`work`, `wait_items`, `wait_room`, the last one is
/// back-pressure), `.queue.size`, `.queue.capacity`.
public final class PipelineMetrics implements AutoCloseable {
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("happensbefore.pipeline.name");
    private static final AttributeKey<String> STAGE = AttributeKey.stringKey("happensbefore.pipeline.stage");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");
    private static final String PREFIX = "happensbefore.pipeline.";
    private static final String ITEMS = "{item}";
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PipelineRun run;
    private final Attributes self;
    private final ObservableLongMeasurement items;
    private final ObservableLongMeasurement stageItems;
    private final ObservableDoubleMeasurement stageTime;
    private final ObservableLongMeasurement queueSize;
    private final ObservableLongMeasurement queueCapacity;
    private final BatchCallback callback;

    /// @param name the pipeline's, unique in the process
    public PipelineMetrics(Meter meter, String name, PipelineRun run) {
        this.run = run;
        self = Attributes.of(NAME, name);
        items = meter.counterBuilder(PREFIX + "items")
                .setDescription("Items that came in, and what became of them")
                .setUnit(ITEMS)
                .buildObserver();
        stageItems = meter.counterBuilder(PREFIX + "stage.items")
                .setDescription("Items whose work in the stage has ended well")
                .setUnit(ITEMS)
                .buildObserver();
        stageTime = meter.counterBuilder(PREFIX + "stage.time")
                .setDescription("Time that the stage's workers have worked and waited")
                .setUnit("s")
                .ofDoubles()
                .buildObserver();
        queueSize = meter.upDownCounterBuilder(PREFIX + "queue.size")
                .setDescription("Items that wait for the stage")
                .setUnit(ITEMS)
                .buildObserver();
        queueCapacity = meter.upDownCounterBuilder(PREFIX + "queue.capacity")
                .setDescription("Items that can wait for the stage")
                .setUnit(ITEMS)
                .buildObserver();
        callback = meter.batchCallback(this::report, items, stageItems, stageTime, queueSize, queueCapacity);
    }

    // @start region="report"
    private void report() {
        Account account = run.account();
        items.record(account.in(), with(self, "in"));
        items.record(account.out(), with(self, "out"));
        items.record(account.failed(), with(self, "failed"));
        items.record(account.filtered(), with(self, "filtered"));
        items.record(account.cutOff(), with(self, "cut_off"));
        for (StageFigures stage : run.figures()) {
            Attributes here = self.toBuilder().put(STAGE, stage.stage()).build();
            stageItems.record(stage.done(), here);
            stageTime.record(stage.workNanos() / NANOS_PER_SECOND, with(here, "work"));
            stageTime.record(stage.inputWaitNanos() / NANOS_PER_SECOND, with(here, "wait_items"));
            stageTime.record(stage.outputWaitNanos() / NANOS_PER_SECOND, with(here, "wait_room"));
            queueSize.record(stage.queued(), here);
            queueCapacity.record(stage.capacity(), here);
        }
    }
    // @end

    private static Attributes with(Attributes attributes, String state) {
        return attributes.toBuilder().put(STATE, state).build();
    }

    /// Ends the reporting. What is collected later does not show this run, so let it end first.
    @Override
    public void close() {
        callback.close();
    }
}

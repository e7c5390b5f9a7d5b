package happensbefore.workstealing.otlp;

import happensbefore.workstealing.PoolCounts;
import happensbefore.workstealing.WorkStealingPool;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/// A pool's counts as metrics, read when they are collected: the workers do no more for them than count.
///
/// `happensbefore.pool.tasks`, `.steals` by `outcome` (`stolen`, `lost`), `.batches`, `.parks`, `.blocks`;
/// `.queue.size` by `queue` (`outside`, `inside`), and `.threads` by `state` (`awake`, `waiting`). All of one
/// [PoolCounts].
public final class PoolMetrics implements AutoCloseable {
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("happensbefore.pool.name");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
    private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("queue");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");

    private final WorkStealingPool pool;
    private final Attributes self;
    private final Attributes stolen;
    private final Attributes lost;
    private final Attributes outside;
    private final Attributes inside;
    private final Attributes awake;
    private final Attributes waiting;
    private final ObservableLongMeasurement tasks;
    private final ObservableLongMeasurement steals;
    private final ObservableLongMeasurement batches;
    private final ObservableLongMeasurement parks;
    private final ObservableLongMeasurement blocks;
    private final ObservableLongMeasurement size;
    private final ObservableLongMeasurement threads;
    private final BatchCallback callback;

    /// @param name the pool's, unique in the process
    public PoolMetrics(Meter meter, String name, WorkStealingPool pool) {
        this.pool = pool;
        self = Attributes.of(NAME, name);
        stolen = with(OUTCOME, "stolen");
        lost = with(OUTCOME, "lost");
        outside = with(QUEUE, "outside");
        inside = with(QUEUE, "inside");
        awake = with(STATE, "awake");
        waiting = with(STATE, "waiting");
        tasks = counter(meter, "tasks", "{task}", "Tasks that have run, forks included");
        steals = counter(meter, "steals", "{attempt}", "Attempts to steal a task that was there");
        batches = counter(meter, "batches", "{batch}", "Batches of tasks that were taken from outside");
        parks = counter(meter, "parks", "{park}", "Times that a worker found no work and went to sleep");
        blocks = counter(meter, "blocks", "{block}", "Times that a task slept until another one had ended");
        size = meter.upDownCounterBuilder("happensbefore.pool.queue.size")
                .setDescription("Tasks that wait")
                .setUnit("{task}")
                .buildObserver();
        threads = meter.upDownCounterBuilder("happensbefore.pool.threads")
                .setDescription("Threads that were started and have not ended")
                .setUnit("{thread}")
                .buildObserver();
        callback = meter.batchCallback(this::report, tasks, steals, batches, parks, blocks, size, threads);
    }

    private Attributes with(AttributeKey<String> key, String value) {
        return self.toBuilder().put(key, value).build();
    }

    private static ObservableLongMeasurement counter(Meter meter, String name, String unit, String description) {
        return meter.counterBuilder("happensbefore.pool." + name)
                .setDescription(description)
                .setUnit(unit)
                .buildObserver();
    }

    // @start region="report"
    private void report() {
        PoolCounts now = pool.counts();
        tasks.record(now.run(), self);
        steals.record(now.stolen(), stolen);
        steals.record(now.lost(), lost);
        batches.record(now.batches(), self);
        parks.record(now.parks(), self);
        blocks.record(now.blocks(), self);
        size.record(now.waitingOutside(), outside);
        size.record(now.waitingInside(), inside);
        threads.record(now.awake(), awake);
        threads.record(now.started() - now.awake(), waiting);
    }
    // @end

    /// Ends the reporting. What is collected later does not show this pool, so let its work end first.
    @Override
    public void close() {
        callback.close();
    }
}

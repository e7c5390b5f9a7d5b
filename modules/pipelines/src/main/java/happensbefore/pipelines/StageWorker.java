package happensbefore.pipelines;

import static java.util.Objects.requireNonNull;

import happensbefore.pipelines.StageWatcher.Side;
import happensbefore.pipelines.Tally.Count;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One worker of a stage, or the sink's.
///
/// If the step never waits, it takes as many items as it did quickly the last time, or twice as many, and hands
/// them on together: slow items go one by one, and quick ones share the price of the hand-over. Else each goes
/// alone, as its step may wait for what becomes of the one before. The sink holds nothing back, so it takes several.
final class StageWorker extends Worker {
    private final Step<Object, Object> step;
    private final Link input;
    private final @Nullable CpuPool pool;
    private final boolean gathers;
    private int limit = 1;
    private int done; // items of the chunk

    StageWorker(
            PipelineRun run,
            String stage,
            Step<Object, Object> step,
            boolean gathers,
            @Nullable CpuPool pool,
            Link input,
            @Nullable Link output) {
        super(run, stage, output);
        this.gathers = gathers;
        this.step = step;
        this.pool = pool;
        this.input = input;
    }

    // @start region="work"
    @Override
    void work() throws InterruptedException {
        while (take()) {
            boolean inTime = true;
            done = 0;
            while (done < chunk.size) {
                if (!workOnSome()) {
                    return;
                }
                inTime &= done == chunk.size;
                if (output != null && !handOn(output, done)) {
                    return;
                }
            }
            adapt(inTime);
        }
        if (output == null) {
            run.completed();
        }
    }

    private void adapt(boolean inTime) {
        if (!gathers) {
            return;
        }
        if (!inTime) {
            limit = Math.max(1, limit / 2);
        } else if (chunk.size == limit) {
            limit = Math.min(Chunk.MOST, limit * 2);
        }
    }
    // @end

    private boolean take() throws InterruptedException {
        try {
            return input.take(chunk, limit);
        } finally {
            tellWait(Side.INPUT, Count.INPUT_WAIT_NANOS);
        }
    }

    /// @return false when an item has failed
    private boolean workOnSome() throws InterruptedException {
        if (pool == null) {
            return compute();
        }
        try {
            return pool.call(this::compute);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    // @start region="compute"
    /// Works on items until all are done or their time is over.
    private boolean compute() {
        long start = System.nanoTime();
        int first = done;
        int filtered = 0;
        if (run.isDecided()) {
            return false; // on a pool, work that waited for a thread would begin on what the end has set free
        }
        try {
            while (done < chunk.size && (done == first || isWorthMore(done - first, start))) {
                Object item = requireNonNull(chunk.items[done]);
                Object result = run.watcher().worked(stage, chunk.numbers[done], step, item);
                if (result == null) {
                    filtered++;
                }
                chunk.items[done] = result == null ? Chunk.HOLE : result;
                done++;
            }
            return true;
        } catch (Throwable thrown) {
            if (failed(chunk.numbers[done], chunk.items[done], thrown)) {
                tally.add(Count.FAILED, 1);
                chunk.items[done] = Chunk.HOLE;
            }
            return false;
        } finally {
            if (output == null) {
                chunk.handedOn = done;
            }
            tally.add(Count.DONE, done - first);
            tally.add(Count.FILTERED, filtered);
            tally.add(Count.WORK_NANOS, System.nanoTime() - start);
        }
    }
    // @end
}

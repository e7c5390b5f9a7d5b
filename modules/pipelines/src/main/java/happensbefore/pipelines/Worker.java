package happensbefore.pipelines;

import happensbefore.pipelines.StageWatcher.Side;
import happensbefore.pipelines.Tally.Count;
import org.jspecify.annotations.Nullable;

/// What the source's thread and the threads of stages have in common: items in their hands, and an end that
/// accounts for them.
abstract sealed class Worker implements Runnable permits SourceWorker, StageWorker {
    /// For how long items that are done may be kept back in order to hand over several at once.
    private static final long LINGER_NANOS = 50_000;

    /// How many items for each look at the clock, which costs as much as a small item. The first is looked at alone:
    /// behind one that was slow, no other is kept waiting.
    private static final int LOOK_EVERY = 8;

    final PipelineRun run;
    final String stage;
    final @Nullable Link output;
    final Tally tally = new Tally();
    final Chunk chunk = new Chunk();

    /// @param output null for the last
    Worker(PipelineRun run, String stage, @Nullable Link output) {
        this.run = run;
        this.stage = stage;
        this.output = output;
    }

    // @start region="run"
    @Override
    public final void run() {
        try {
            work();
        } catch (Throwable thrown) {
            failed(-1, null, thrown);
        } finally {
            tally.add(Count.CUT_OFF, chunk.left());
            if (output != null) {
                output.putterLeft();
            }
        }
    }
    // @end

    /// Works until the end.
    abstract void work() throws InterruptedException;

    /// Whether another item may follow those that were done since the start, before they are handed on.
    static boolean isWorthMore(int done, long start) {
        return done != 1 && done % LOOK_EVERY != 0 || System.nanoTime() - start < LINGER_NANOS;
    }

    /// Ends the run, unless it has ended.
    ///
    /// @return whether this failure has ended it
    final boolean failed(long number, @Nullable Object item, Throwable thrown) {
        return run.failed(new Ending.Failed(stage, number, item, thrown));
    }

    /// @return false when the run has ended early
    final boolean handOn(Link output, int to) throws InterruptedException {
        try {
            return output.put(chunk, to);
        } finally {
            tellWait(Side.OUTPUT, Count.OUTPUT_WAIT_NANOS);
        }
    }

    /// Counts the wait, if the last use of a link was one.
    final void tellWait(Side side, Count count) {
        if (chunk.waitStart != 0) {
            tally.add(count, chunk.waitEnd - chunk.waitStart);
            run.watcher().waited(stage, side, chunk.waitStart, chunk.waitEnd);
            chunk.waitStart = 0;
        }
    }
}

package happensbefore.pipelines;

import happensbefore.pipelines.Tally.Count;

/// Reads the source.
final class SourceWorker extends Worker {
    private final Source<?> source;
    private final Link output;
    private long read;

    SourceWorker(PipelineRun run, Source<?> source, Link output) {
        super(run, Pipeline.SOURCE, output);
        this.source = source;
        this.output = output;
    }

    @Override
    void work() throws InterruptedException {
        int limit = source.isPrompt() ? Chunk.MOST : 1;
        boolean more = true;
        while (more && !run.isDecided()) {
            chunk.clear();
            more = gather(limit);
            more &= handOn(output, chunk.size);
        }
    }

    /// @return false when there is no more
    private boolean gather(int limit) {
        long start = System.nanoTime();
        try {
            while (chunk.size < limit && isWorthMore(chunk.size, start)) {
                Object item = source.next();
                if (item == null) {
                    return false;
                }
                chunk.add(item, read);
                read++;
            }
            return true;
        } catch (Throwable thrown) {
            boolean _ = failed(read, null, thrown);
            return false;
        } finally {
            tally.add(Count.TAKEN, chunk.size); // before they can be seen: no end is counted before its beginning
            tally.add(Count.DONE, chunk.size);
            tally.add(Count.WORK_NANOS, System.nanoTime() - start);
        }
    }
}

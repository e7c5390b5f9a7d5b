package happensbefore.pipelines;

/// What one stage has done and waited for so far. Times are the sums over its workers; a wait, or a piece of work,
/// counts when it has ended. What a worker waits for a thread of a [CpuPool] is neither work nor a wait here.
///
/// @param stage its name; `source` and `sink` have figures too
/// @param done items whose work has ended well
/// @param filtered those of them that went no further
/// @param queued items that wait for this stage now; 0 for the source
/// @param capacity how many can; 0 for the source
/// @param workNanos in its steps, what they wait there included; for the source, in [Source#next]
/// @param inputWaitNanos waiting for items: the stages before it are slower
/// @param outputWaitNanos waiting for room, which is back-pressure: a stage after it is slower
public record StageFigures(
        String stage,
        int workers,
        long done,
        long filtered,
        long queued,
        int capacity,
        long workNanos,
        long inputWaitNanos,
        long outputWaitNanos) {
    // @start region="busyShare"
    /// The share of its time that this stage has worked, between 0 and 1: near 1, and it is what the others wait
    /// for.
    public double busyShare() {
        long all = workNanos + inputWaitNanos + outputWaitNanos;
        return all == 0 ? 0 : (double) workNanos / all;
    }
    // @end
}

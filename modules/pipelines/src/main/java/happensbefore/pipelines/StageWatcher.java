package happensbefore.pipelines;

import org.jspecify.annotations.Nullable;

/// Is told what each worker does, by that worker's thread: what it does costs the run time. What it throws fails
/// the run.
public interface StageWatcher {
    /// Which way a worker looked while it waited.
    enum Side {
        /// For items.
        INPUT,
        /// For room: back-pressure.
        OUTPUT
    }

    /// Watches nothing.
    StageWatcher NONE = (stage, side, startNanos, endNanos) -> {};

    /// A worker has waited.
    ///
    /// @param startNanos by [System#nanoTime]
    /// @param endNanos likewise
    void waited(String stage, Side side, long startNanos, long endNanos);

    /// Does a stage's step on one item. To watch a step is to do something before and after it.
    ///
    /// @param number the item's place in the source, from 0
    /// @return what the step returns
    /// @throws Exception what the step throws
    default @Nullable Object worked(String stage, long number, Step<Object, Object> step, Object item)
            throws Exception {
        return step.apply(item);
    }
}

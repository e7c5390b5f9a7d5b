package happensbefore.pipelines;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a run ended. Decided once: what comes second, be it a failure, a cancel or the last item, changes nothing.
public sealed interface Ending {
    /// The source had no more, and every item has gone its way.
    record Completed() implements Ending {}

    /// A stage failed, and with it the run.
    ///
    /// @param stage its name; `source` or `sink` for those
    /// @param number the item's place in the source, from 0; for a source that failed, that of the item that it
    ///     did not give; -1 when the stage failed between items
    /// @param item as the stage got it; null when it had none
    /// @param cause later failures of others are suppressed in it
    record Failed(String stage, long number, @Nullable Object item, Throwable cause) implements Ending {}

    /// Somebody has cancelled it.
    record Cancelled() implements Ending {}

    /// Its time was over.
    record TimedOut(Duration limit) implements Ending {}
}

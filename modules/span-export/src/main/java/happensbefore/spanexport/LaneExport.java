package happensbefore.spanexport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Sends a batch to one backend. Called by several threads at once, those of that backend's lane, which it may
/// block.
@FunctionalInterface
public interface LaneExport<B> {
    /// @param batch may be sent again: the same one, after an attempt that failed or had no answer in time
    /// @return true when the batch was delivered; it may complete later, on any thread. With a
    ///     [PartlyRejectedException], all but so many items were
    /// @throws Exception when it was not delivered
    CompletionStage<Boolean> export(B batch) throws Exception;

    /// Sends what the exporter itself keeps back.
    default CompletionStage<Boolean> flush() {
        return CompletableFuture.completedFuture(true);
    }

    /// Ends the exporter. Called once, after the last export.
    default CompletionStage<Boolean> shutdown() {
        return CompletableFuture.completedFuture(true);
    }
}

package happensbefore.spanexport;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Sends a batch. Called by several threads at once, each time on a thread of its own, which it may block.
@FunctionalInterface
public interface BatchExport<E> {
    /// @param batch never changed and never used again by the caller
    /// @return true when the batch was delivered; it may complete later, on any thread. With a
    ///     [PartlyRejectedException], all but so many items were
    /// @throws Exception when it was not delivered
    CompletionStage<Boolean> export(List<E> batch) throws Exception;
}

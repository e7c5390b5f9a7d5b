package happensbefore.pipelines;

import org.jspecify.annotations.Nullable;

/// What a stage does with each item. With several workers it is called by as many threads at once.
@FunctionalInterface
public interface Step<I, O> {
    /// @return what the next stage gets; null drops the item, which is counted as filtered
    /// @throws Exception ends the whole pipeline, and reaches its caller with the stage's name and the item
    /// @throws InterruptedException when the pipeline has ended early: whatever waits should let it through
    @Nullable
    O apply(I item) throws Exception;
}

package happensbefore.pipelines;

import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Where a pipeline's items come from, one at a time, on one thread. A channel's `receiver::receive` is a source.
@FunctionalInterface
public interface Source<T> {
    /// @return the next item, or null when there is none left
    /// @throws Exception ends the whole pipeline, as a stage's failure does; the stage is then called `source`
    /// @throws InterruptedException when the pipeline has ended early
    @Nullable
    T next() throws Exception;

    /// Whether [#next] never waits. Then items are gathered and handed over several at a time; else each at
    /// once, as nobody knows how long the next one takes.
    default boolean isPrompt() {
        return false;
    }

    /// The items of a collection, in its order.
    static <T> Source<T> of(Collection<? extends T> items) {
        Iterator<? extends T> iterator = items.iterator();
        return new Source<>() {
            @Override
            public @Nullable T next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public boolean isPrompt() {
                return true;
            }
        };
    }
}

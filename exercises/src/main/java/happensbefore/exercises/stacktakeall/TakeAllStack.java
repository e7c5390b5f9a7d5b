package happensbefore.exercises.stacktakeall;

import java.util.List;

/// Collects items from any number of threads until somebody takes them all.
public final class TakeAllStack<E> {
    /// Adds an item.
    ///
    /// @throws NullPointerException when the item is null
    public void push(E item) {
        throw new UnsupportedOperationException("push is yours to write");
    }

    /// Takes everything that is there at one moment.
    ///
    /// @return the items, oldest first; empty when there are none
    public List<E> takeAll() {
        throw new UnsupportedOperationException("takeAll is yours to write");
    }
}

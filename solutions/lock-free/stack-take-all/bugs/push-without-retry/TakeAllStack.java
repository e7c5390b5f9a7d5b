// A failed compare-and-set has pushed nothing, and nobody tries again: the item is lost.
package happensbefore.exercises.stacktakeall;

import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

public final class TakeAllStack<E> {
    private record Node<E>(E item, @Nullable Node<E> below) {}

    private final AtomicReference<@Nullable Node<E>> top = new AtomicReference<>();

    /// Adds an item.
    ///
    /// @throws NullPointerException when the item is null
    public void push(E item) {
        Objects.requireNonNull(item);
        Node<E> seen = top.get();
        top.compareAndSet(seen, new Node<>(item, seen));
    }

    /// Takes everything that is there at one moment.
    ///
    /// @return the items, oldest first; empty when there are none
    public List<E> takeAll() {
        List<E> items = new LinkedList<>();
        for (Node<E> node = top.getAndSet(null); node != null; node = node.below()) { // pairs with push
            items.addFirst(node.item());
        }
        return items;
    }
}

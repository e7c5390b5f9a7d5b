// Each pop is right, but the pops together are not one moment: what is pushed in between comes out in the wrong
// place.
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
        Node<E> seen;
        do {
            seen = top.get();
        } while (!top.compareAndSet(seen, new Node<>(item, seen))); // publishes the node: pairs with takeAll's swap
    }

    /// Takes everything that is there at one moment.
    ///
    /// @return the items, oldest first; empty when there are none
    public List<E> takeAll() {
        List<E> items = new LinkedList<>();
        for (Node<E> node = top.get(); node != null; node = top.get()) {
            if (top.compareAndSet(node, node.below())) {
                items.addFirst(node.item());
            }
        }
        return items;
    }
}

package happensbefore.exercises.stacktakeall;

import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Collects items from any number of threads until somebody takes them all.
///
/// - Invariant: nodes are immutable; a chain that has left `top` is reachable only by the thread that took it.
/// - Linearizes: `push` at its successful compare-and-set, `takeAll` at its swap.
/// - Progress: `push` is lock-free, `takeAll` wait-free but for the walk over what it took.
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
        for (Node<E> node = top.getAndSet(null); node != null; node = node.below()) { // pairs with push
            items.addFirst(node.item());
        }
        return items;
    }
}

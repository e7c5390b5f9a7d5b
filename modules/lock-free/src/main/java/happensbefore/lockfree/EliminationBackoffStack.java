package happensbefore.lockfree;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A Treiber stack in which a push and a pop that get in each other's way cancel out
/// (Hendler, Shavit, Yerushalmi, 2004).
///
/// A thread that lost the race for `top` backs off into an [EliminationArray]: a push shows its node there, a pop
/// looks for one. If they meet, both are done without touching `top`: a push directly followed by its pop leaves
/// no trace.
///
/// - Invariant: a node is pushed once or taken from its slot once, and each attempt to push makes a new one.
/// - Linearizes: at the successful CAS of `top`; an eliminated pair, at the CAS that takes the node out of its slot.
/// - Progress: lock-free; a wait in a slot is bounded by a number of spins.
public final class EliminationBackoffStack<E> {
    private static final int SPINS = 64;

    private final AtomicReference<@Nullable Node<E>> top = new AtomicReference<>();
    private final EliminationArray<Node<E>> slots;
    private final RetryListener retries;

    /// As many slots as half the processors, and 64 spins.
    public EliminationBackoffStack() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), SPINS, RetryListener.NONE);
    }

    /// @param slots how many pairs can meet at once
    /// @param spins how often a thread that backs off looks at its slot before it tries `top` again
    /// @param retries told of each failed CAS of the top
    /// @throws IllegalArgumentException if `slots` is not positive or `spins` is negative
    public EliminationBackoffStack(int slots, int spins, RetryListener retries) {
        this.slots = new EliminationArray<>(slots, spins);
        this.retries = Objects.requireNonNull(retries);
    }

    /// Puts an item on top.
    ///
    /// @throws NullPointerException if the item is null
    public void push(E item) {
        Objects.requireNonNull(item);
        for (; ; ) {
            Node<E> seen = top.get();
            Node<E> node = new Node<>(item, seen);
            if (top.compareAndSet(seen, node)) { // release: pairs with pop's read of top
                return;
            }
            retries.insertRetried();
            if (slots.give(node)) {
                return;
            }
        }
    }

    /// Takes the item on top, or one that is being pushed.
    ///
    /// @return null if the stack is empty
    public @Nullable E pop() {
        for (; ; ) {
            Node<E> seen = top.get(); // acquire: pairs with push's CAS
            if (seen == null) {
                return null;
            }
            if (top.compareAndSet(seen, seen.next)) {
                return seen.item;
            }
            retries.removeRetried();
            Node<E> met = slots.take();
            if (met != null) {
                return met.item;
            }
        }
    }

    /// The item on top, left where it is.
    ///
    /// @return null if the stack is empty
    public @Nullable E peek() {
        Node<E> seen = top.get();
        return seen == null ? null : seen.item;
    }

    /// Whether there was nothing at the moment of the call.
    public boolean isEmpty() {
        return top.get() == null;
    }

    /// Pairs of a push and a pop that cancelled out.
    public long eliminated() {
        return slots.met();
    }

    private record Node<E>(E item, @Nullable Node<E> next) {}
}

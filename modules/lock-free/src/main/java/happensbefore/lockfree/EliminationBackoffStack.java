package happensbefore.lockfree;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A Treiber stack in which a push and a pop that get in each other's way cancel out
/// (Hendler, Shavit, Yerushalmi, 2004).
///
/// A thread that lost the race for `top` backs off into a random slot: a push shows its node there, a pop looks for
/// one. If they meet, both are done without touching `top`: a push directly followed by its pop leaves no trace.
///
/// - Invariant: a node shown in a slot leaves it by one CAS, the popper's or its own thread's.
/// - Linearizes: at the successful CAS of `top`; an eliminated pair, at the CAS that takes the node out of its slot.
/// - Progress: lock-free; a wait in a slot is bounded by a number of spins.
public final class EliminationBackoffStack<E> {
    private static final int STRIDE = 32; // slots lie on cache lines of their own
    private static final int SPINS = 64;

    private final AtomicReference<@Nullable Node<E>> top = new AtomicReference<>();
    private final AtomicReferenceArray<@Nullable Node<E>> slots;
    private final int spins;
    private final RetryListener retries;
    private final LongAdder eliminated = new LongAdder();

    /// As many slots as half the processors, and 64 spins.
    public EliminationBackoffStack() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), SPINS, RetryListener.NONE);
    }

    /// @param slots how many pairs can meet at once
    /// @param spins how often a thread that backs off looks at its slot before it tries `top` again
    /// @param retries told of each failed CAS of the top
    /// @throws IllegalArgumentException if `slots` is not positive or `spins` is negative
    public EliminationBackoffStack(int slots, int spins, RetryListener retries) {
        if (slots < 1 || spins < 0) {
            throw new IllegalArgumentException("at least 1 slot and 0 spins, not " + slots + " and " + spins);
        }
        this.slots = new AtomicReferenceArray<>(slots * STRIDE);
        this.spins = spins;
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
            if (handedOver(node)) {
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
            Node<E> met = meet();
            if (met != null) {
                return met.item;
            }
        }
    }

    // @start region="eliminate"
    /// Shows the node for a while; true if a pop took it.
    private boolean handedOver(Node<E> node) {
        int slot = randomSlot();
        if (!slots.compareAndSet(slot, null, node)) { // release: pairs with the read in meet
            return false;
        }
        for (int i = 0; i < spins && slots.get(slot) == node; i++) {
            Thread.onSpinWait();
        }
        return !slots.compareAndSet(slot, node, null); // lost: a pop has it
    }

    /// Looks for a push to cancel out; null if none came by.
    private @Nullable Node<E> meet() {
        int slot = randomSlot();
        for (int i = 0; i <= spins; i++) {
            Node<E> shown = slots.get(slot);
            if (shown != null && slots.compareAndSet(slot, shown, null)) { // no ABA: a node is shown once
                eliminated.increment();
                return shown;
            }
            Thread.onSpinWait();
        }
        return null;
    }
    // @end

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
        return eliminated.sum();
    }

    private int randomSlot() {
        return ThreadLocalRandom.current().nextInt(slots.length() / STRIDE) * STRIDE;
    }

    private record Node<E>(E item, @Nullable Node<E> next) {}
}

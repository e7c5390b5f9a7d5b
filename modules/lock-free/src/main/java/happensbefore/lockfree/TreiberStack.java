package happensbefore.lockfree;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A lock-free stack for any number of threads (Treiber, 1986).
///
/// - Invariant: nodes are immutable and pushed once, so a CAS that succeeds saw the true top (no ABA).
/// - Linearizes: at the successful CAS; an empty `pop`, `peek` and `isEmpty`, at their read of `top`.
/// - Progress: lock-free; a failed CAS means another thread's succeeded.
///
/// The one type of the JDK that a stack could be is `Deque`, whose other end and whose removal from the middle this
/// structure cannot offer. So it is its own type, with the names of `Deque`; like `Deque.poll`, `pop` answers `null`
/// when there is nothing. What a thread did before `push` happens-before what another does after popping that item.
public final class TreiberStack<E> {
    private final AtomicReference<@Nullable Node<E>> top = new AtomicReference<>();
    private final RetryListener retries;

    public TreiberStack() {
        this(RetryListener.NONE);
    }

    /// @param retries told of each failed CAS
    public TreiberStack(RetryListener retries) {
        this.retries = Objects.requireNonNull(retries);
    }

    // @start region="push"
    /// Puts an item on top.
    ///
    /// @throws NullPointerException if the item is null
    public void push(E item) {
        Objects.requireNonNull(item);
        for (; ; ) {
            Node<E> seen = top.get();
            if (top.compareAndSet(seen, new Node<>(item, seen))) { // release: pairs with the reads of top
                return;
            }
            retries.insertRetried();
        }
    }
    // @end

    // @start region="pop"
    /// Takes the item on top.
    ///
    /// @return null if the stack is empty
    public @Nullable E pop() {
        for (; ; ) {
            Node<E> seen = top.get(); // acquire: pairs with push's CAS, so item and next are visible
            if (seen == null) {
                return null;
            }
            if (top.compareAndSet(seen, seen.next)) {
                return seen.item;
            }
            retries.removeRetried();
        }
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

    private record Node<E>(E item, @Nullable Node<E> next) {}
}

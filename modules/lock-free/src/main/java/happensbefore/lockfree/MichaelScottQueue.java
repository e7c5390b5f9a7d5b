package happensbefore.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An unbounded lock-free FIFO queue for any number of threads (Michael and Scott, 1996).
///
/// - Invariant: from `head` every later node is reachable; each node before and at `head` has no item; `tail` lags at
///   most behind the last node, and whoever meets a lagging tail moves it on.
/// - Linearizes: `offer` at the CAS of the last node's `next`; `poll` and `remove` at the CAS of an `item` to null; an
///   empty `poll` at its read of a null `next`.
/// - Progress: lock-free. Iterators are weakly consistent; `size` counts, in O(n).
///
/// An item leaves by its own CAS, as in the JDK's `ConcurrentLinkedQueue`, because a `Queue` must also remove from the
/// middle. What a thread did before `offer` happens-before what another does after taking that item.
public final class MichaelScottQueue<E> extends AbstractQueue<E> {
    private final AtomicReference<Node<E>> head;
    private final AtomicReference<Node<E>> tail;
    private final RetryListener retries;

    public MichaelScottQueue() {
        this(RetryListener.NONE);
    }

    /// @param retries told of each failed CAS that made an `offer` or a `poll` try again
    public MichaelScottQueue(RetryListener retries) {
        this.retries = Objects.requireNonNull(retries);
        Node<E> sentinel = new Node<>(null);
        head = new AtomicReference<>(sentinel);
        tail = new AtomicReference<>(sentinel);
    }

    // @start region="offer"
    /// Puts an item at the end; never refuses.
    ///
    /// @throws NullPointerException if the item is null
    @Override
    public boolean offer(E item) {
        Node<E> node = new Node<>(Objects.requireNonNull(item));
        for (; ; ) {
            Node<E> last = tail.get();
            Node<E> next = last.next;
            if (next != null) {
                tail.compareAndSet(last, next); // another thread linked and has not moved tail yet: help it
            } else if (last.linkNext(null, node)) { // release: pairs with the reads of next in poll
                tail.compareAndSet(last, node); // may fail: then another thread has helped
                return true;
            } else {
                retries.insertRetried();
            }
        }
    }
    // @end

    // @start region="poll"
    @Override
    public @Nullable E poll() {
        for (; ; ) {
            Node<E> first = head.get();
            Node<E> last = tail.get();
            Node<E> next = first.next; // acquire: pairs with offer's CAS
            if (next == null) {
                return null;
            }
            if (first == last) {
                tail.compareAndSet(last, next); // or head would pass it, and tail would keep dead nodes alive
            }
            E item = next.item;
            boolean taken = item != null && next.takeItem(item);
            head.compareAndSet(first, next); // next has no item any more, whoever took it
            if (taken) {
                return item;
            }
            if (item != null) {
                retries.removeRetried();
            }
        }
    }
    // @end

    @Override
    public @Nullable E peek() {
        for (Node<E> node = head.get().next; node != null; node = node.next) {
            E item = node.item;
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    @Override
    public boolean isEmpty() {
        return peek() == null;
    }

    /// Counts the items by walking over them; an estimate while others add and remove.
    @Override
    public int size() {
        int count = 0;
        for (Node<E> node = firstLive(head.get()); node != null && count < Integer.MAX_VALUE; node = firstLive(node)) {
            count++;
        }
        return count;
    }

    @Override
    public boolean remove(@Nullable Object wanted) {
        for (Node<E> node = firstLive(head.get()); node != null; node = firstLive(node)) {
            E item = node.item;
            if (item != null && item.equals(wanted) && node.takeItem(item)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Iterator<E> iterator() {
        return new WeakIterator();
    }

    /// The first node after `from` that holds an item. Nodes without one are unlinked on the way, all but the last:
    /// an `offer` may be about to link to it.
    private static <E> @Nullable Node<E> firstLive(Node<E> from) {
        Node<E> node = from.next;
        while (node != null && node.item == null) {
            Node<E> next = node.next;
            if (next != null) {
                from.linkNext(node, next);
            }
            node = next;
        }
        return node;
    }

    /// Nodes reachable from `head`, the sentinel included.
    int linkedNodes() {
        int count = 0;
        for (Node<E> node = head.get(); node != null; node = node.next) {
            count++;
        }
        return count;
    }

    private static final class Node<E> {
        private static final VarHandle ITEM = field("item", Object.class);
        private static final VarHandle NEXT = field("next", Node.class);

        volatile @Nullable E item;
        volatile @Nullable Node<E> next;

        Node(@Nullable E item) {
            this.item = item;
        }

        boolean takeItem(E expected) {
            return ITEM.compareAndSet(this, expected, null);
        }

        boolean linkNext(@Nullable Node<E> expected, Node<E> node) {
            return NEXT.compareAndSet(this, expected, node);
        }

        private static VarHandle field(String name, Class<?> type) {
            try {
                return MethodHandles.lookup().findVarHandle(Node.class, name, type);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private final class WeakIterator implements Iterator<E> {
        private @Nullable Node<E> next = head.get();
        private @Nullable E nextItem;
        private @Nullable Node<E> returned;
        private @Nullable E returnedItem;

        WeakIterator() {
            advance();
        }

        private void advance() {
            nextItem = null;
            while (next != null && nextItem == null) {
                next = firstLive(next);
                nextItem = next == null ? null : next.item;
            }
        }

        @Override
        public boolean hasNext() {
            return nextItem != null;
        }

        @Override
        public E next() {
            E item = nextItem;
            if (item == null) {
                throw new NoSuchElementException();
            }
            returned = next;
            returnedItem = item;
            advance();
            return item;
        }

        /// Removes the item that `next` returned, unless another thread has taken it already.
        @Override
        public void remove() {
            Node<E> node = returned;
            E item = returnedItem;
            if (node == null || item == null) {
                throw new IllegalStateException("next() was not called, or its item was removed already");
            }
            node.takeItem(item);
            returned = null;
            returnedItem = null;
        }
    }
}

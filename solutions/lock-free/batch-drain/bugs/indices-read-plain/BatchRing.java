package happensbefore.exercises.batchdrain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries items from one producer to one consumer, who takes them in batches.
///
/// - Invariant: slots from `head` to before `tail` hold items and are the consumer's; the others are empty and the
/// producer's.
/// - Linearizes: `offer` at its write of `tail`; `drain` takes items at its read of `tail` and frees them at its write
/// of `head`.
/// - Progress: wait-free, but for what the sink does.
public final class BatchRing<E> {
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(BatchRing.class, "head", long.class);
            TAIL = MethodHandles.lookup().findVarHandle(BatchRing.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Object[] slots;
    private long head; // the next to read; the consumer writes it
    private long tail; // the next to write; the producer writes it

    /// @throws IllegalArgumentException when the capacity is less than 1
    public BatchRing(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a ring needs at least one slot: " + capacity);
        }
        slots = new Object[capacity];
    }

    private int slot(long index) {
        return (int) (index % slots.length);
    }

    /// Adds an item; one producer.
    ///
    /// @return false when the ring is full
    public boolean offer(E item) {
        Objects.requireNonNull(item);
        long free = tail;
        if (free - head == slots.length) {
            return false;
        }
        slots[slot(free)] = item;
        TAIL.setRelease(this, free + 1); // publishes the slot: pairs with drain's acquire
        return true;
    }

    /// Hands a batch to the sink, oldest first, and frees its slots together; one consumer.
    ///
    /// @return how many items were handed over
    /// @throws IllegalArgumentException when the limit is negative
    public int drain(Consumer<? super E> sink, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit must not be negative: " + limit);
        }
        long first = head;
        long end = Math.min(tail, first + limit);
        long next = first;
        try {
            while (next < end) {
                E item = take(slot(next));
                next++;
                sink.accept(item);
            }
        } finally {
            HEAD.setRelease(this, next); // gives the slots back: pairs with offer's acquire
        }
        return (int) (next - first);
    }

    @SuppressWarnings("unchecked") // only offer writes slots, and only items
    private E take(int slot) {
        E item = (E) Objects.requireNonNull(slots[slot]);
        slots[slot] = null;
        return item;
    }
}

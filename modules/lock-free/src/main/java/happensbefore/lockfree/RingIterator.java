package happensbefore.lockfree;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Walks the slots of a ring from one index up to another, oldest item first.
///
/// Weakly consistent: an item that stays in the ring is seen once; one that leaves or arrives meanwhile may be seen.
/// Every item seen is safely published, as slots are written with release and read with acquire.
final class RingIterator<E> implements Iterator<E> {
    private final @Nullable Object[] slots;
    private final long end;
    private long index;
    private @Nullable E next;

    RingIterator(@Nullable Object[] slots, long start, long end) {
        this.slots = slots;
        this.index = start;
        this.end = end;
        next = advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public E next() {
        E result = next;
        if (result == null) {
            throw new NoSuchElementException();
        }
        next = advance();
        return result;
    }

    @SuppressWarnings("unchecked") // only items of type E are ever stored
    private @Nullable E advance() {
        while (index < end) {
            int slot = (int) index++ & (slots.length - 1);
            Object item = (Object) RingArrays.SLOTS.getAcquire(slots, slot); // acquire: pairs with offer's release
            if (item != null) {
                return (E) item;
            }
        }
        return null;
    }
}

// The stamp wraps after two changes: four changes during one take bring the same head back.
package happensbefore.exercises.slotpool;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

public final class SlotPool {
    private static final int NONE = -1;

    /// The stamp in the upper half, the first free slot in the lower.
    private final AtomicLong head = new AtomicLong(0);

    private final AtomicIntegerArray next;

    /// @throws IllegalArgumentException when there are no slots
    public SlotPool(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("a pool needs at least one slot: " + slots);
        }
        next = new AtomicIntegerArray(slots);
        for (int slot = 0; slot < slots; slot++) {
            next.set(slot, slot + 1 < slots ? slot + 1 : NONE);
        }
    }

    private static int slot(long head) {
        return (int) head;
    }

    private static long changed(long seen, int slot) {
        long stamp = (seen >>> Integer.SIZE) + 1 & 1;
        return stamp << Integer.SIZE | Integer.toUnsignedLong(slot);
    }

    /// Hands out a free slot.
    ///
    /// @return its number, or -1 when none is free
    public int take() {
        while (true) {
            long seen = head.get(); // pairs with give's compare-and-set, so next[slot] is the one written before it
            int slot = slot(seen);
            if (slot == NONE) {
                return NONE;
            }
            if (head.compareAndSet(seen, changed(seen, next.get(slot)))) {
                return slot;
            }
        }
    }

    /// Takes back a slot that the caller holds.
    public void give(int slot) {
        long seen;
        do {
            seen = head.get();
            next.set(slot, slot(seen));
        } while (!head.compareAndSet(seen, changed(seen, slot))); // publishes next[slot]: pairs with take's read
    }
}

package happensbefore.exercises.slotpool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Hands out the numbers of free slots and takes them back.
public final class SlotPool {
    private static final int NONE = -1;

    private final AtomicInteger head = new AtomicInteger(0);
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

    /// Hands out a free slot.
    ///
    /// @return its number, or -1 when none is free
    public int take() {
        while (true) {
            int slot = head.get();
            if (slot == NONE) {
                return NONE;
            }
            if (head.compareAndSet(slot, next.get(slot))) {
                return slot;
            }
        }
    }

    /// Takes back a slot that the caller holds.
    public void give(int slot) {
        int seen;
        do {
            seen = head.get();
            next.set(slot, seen);
        } while (!head.compareAndSet(seen, slot));
    }
}

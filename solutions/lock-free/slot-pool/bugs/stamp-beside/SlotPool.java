// The stamp is a variable of its own, so it is compared at one moment and the head swapped at another.
package happensbefore.exercises.slotpool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

public final class SlotPool {
    private static final int NONE = -1;

    private final AtomicInteger head = new AtomicInteger(0);
    private final AtomicInteger stamp = new AtomicInteger();
    private final AtomicIntegerArray next;

    public SlotPool(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("a pool needs at least one slot: " + slots);
        }
        next = new AtomicIntegerArray(slots);
        for (int slot = 0; slot < slots; slot++) {
            next.set(slot, slot + 1 < slots ? slot + 1 : NONE);
        }
    }

    public int take() {
        while (true) {
            int seenStamp = stamp.get();
            int slot = head.get();
            if (slot == NONE) {
                return NONE;
            }
            int behind = next.get(slot);
            if (stamp.get() == seenStamp && head.compareAndSet(slot, behind)) {
                stamp.incrementAndGet();
                return slot;
            }
        }
    }

    public void give(int slot) {
        int seen;
        do {
            seen = head.get();
            next.set(slot, seen);
        } while (!head.compareAndSet(seen, slot));
        stamp.incrementAndGet();
    }
}

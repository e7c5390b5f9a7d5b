// Reading the head once more before the swap narrows the gap and does not close it.
package happensbefore.exercises.slotpool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

public final class SlotPool {
    private static final int NONE = -1;

    private final AtomicInteger head = new AtomicInteger(0);
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
            int slot = head.get();
            if (slot == NONE) {
                return NONE;
            }
            int behind = next.get(slot);
            if (head.get() == slot && next.get(slot) == behind && head.compareAndSet(slot, behind)) {
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
    }
}

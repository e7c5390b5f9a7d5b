package happensbefore.exercises.slotpool;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class SlotPoolInterleaveTest {
    /// Says what came of a call without naming the slot: any free one is right.
    public static class Pool {
        private final SlotPool pool = new SlotPool(3);
        private final AtomicIntegerArray held = new AtomicIntegerArray(3);
        private final Deque<Integer> mine = new ArrayDeque<>();

        public String take() {
            int slot = pool.take();
            return slot < 0 ? "none" : !held.compareAndSet(slot, 0, 1) ? "slot " + slot + " is held already" : "a slot";
        }

        /// For one thread only: keeps what it took.
        public String takeAndKeep() {
            int slot = pool.take();
            if (slot < 0) {
                return "none";
            }
            if (!held.compareAndSet(slot, 0, 1)) {
                return "slot " + slot + " is held already";
            }
            mine.addLast(slot);
            return "a slot";
        }

        /// For the thread that keeps slots.
        public void giveOldest() {
            int slot = mine.removeFirst();
            held.set(slot, 0);
            pool.give(slot);
        }

        public String rest() {
            int free = 0;
            for (int slot = pool.take(); slot >= 0; slot = pool.take()) {
                if (!held.compareAndSet(slot, 0, 1)) {
                    return "slot " + slot + " is held already";
                }
                free++;
            }
            int holders = 0;
            for (int slot = 0; slot < 3; slot++) {
                holders += held.get(slot);
            }
            return holders == 3 ? "every slot is there" : (3 - holders) + " slots are missing, " + free + " were free";
        }
    }

    @Test
    void aSlotThatCameBackDuringATakeIsNotHandedOutTwice() {
        scenario()
                .thread(op("take"))
                .thread(op("takeAndKeep"), op("takeAndKeep"), op("giveOldest"))
                .post("rest")
                .check();
    }

    @Test
    void fourChangesDuringATakeAreNoticedAsWell() {
        scenario()
                .thread(op("take"))
                .thread(op("takeAndKeep"), op("takeAndKeep"), op("takeAndKeep"), op("giveOldest"))
                .post("rest")
                .check();
    }

    @Test
    void aSlotGivenBackDuringATakeIsNotLost() {
        scenario()
                .init("takeAndKeep")
                .init("takeAndKeep")
                .thread(op("giveOldest"), op("giveOldest"))
                .thread(op("take"))
                .post("rest")
                .check();
    }

    private static Interleavings scenario() {
        return Interleavings.of(Pool.class).invocations(400).options(options -> options.checkObstructionFreedom(true));
    }
}

package happensbefore.exercises.slotpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotPoolTest {
    @Test
    void everySlotIsHandedOutOnce() {
        SlotPool pool = new SlotPool(8);
        Set<Integer> held = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            int slot = pool.take();
            assertThat(slot).as("The pool of 8 has the slots 0 to 7.").isBetween(0, 7);
            assertThat(held.add(slot))
                    .as("Slot %d was handed out before and not given back.", slot)
                    .isTrue();
        }
        assertThat(pool.take()).as("All 8 slots are held, so none is free.").isEqualTo(-1);
    }

    @Test
    void aSlotThatWasGivenBackIsHandedOutAgain() {
        SlotPool pool = new SlotPool(2);
        int first = pool.take();
        int second = pool.take();
        pool.give(first);
        assertThat(pool.take()).as("Only this slot is free.").isEqualTo(first);
        pool.give(second);
        assertThat(pool.take()).as("Now only the other one is free.").isEqualTo(second);
        assertThat(pool.take()).as("Both slots are held.").isEqualTo(-1);
    }

    @Test
    void anEmptyPoolStaysUsable() {
        SlotPool pool = new SlotPool(1);
        for (int i = 0; i < 100; i++) {
            assertThat(pool.take()).as("The one slot is free in round %d.", i).isZero();
            assertThat(pool.take()).as("The one slot is held in round %d.", i).isEqualTo(-1);
            pool.give(0);
        }
    }

    @Test
    void aLargePoolIsAPool() {
        SlotPool pool = new SlotPool(1000);
        Set<Integer> held = new HashSet<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1000; i++) {
                held.add(pool.take());
            }
            assertThat(held)
                    .as("A pool of 1000 hands out the slots 0 to 999, each once.")
                    .hasSize(1000)
                    .allMatch(slot -> slot >= 0 && slot < 1000);
            assertThat(pool.take()).as("All 1000 slots are held.").isEqualTo(-1);
            held.forEach(pool::give);
            held.clear();
        }
    }

    @Test
    void aPoolNeedsASlot() {
        assertThatThrownBy(() -> new SlotPool(0))
                .as("A pool without slots is refused.")
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package happensbefore.exercises.batchdrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRingTest {
    /// One is enough where the collector is asked and collects all; the bound is for a collector that takes its time.
    private static final int COLLECTIONS = 10;

    private final BatchRing<String> ring = new BatchRing<>(4);
    private final List<String> seen = new ArrayList<>();

    @Test
    void aBatchComesOutInOrder() {
        offer("a", "b", "c");
        assertThat(ring.drain(seen::add, 10)).as("Three items were waiting.").isEqualTo(3);
        assertThat(seen).as("The oldest item comes first.").containsExactly("a", "b", "c");
        assertThat(ring.drain(seen::add, 10)).as("Nothing is left.").isZero();
    }

    @Test
    void theLimitIsKept() {
        offer("a", "b", "c");
        assertThat(ring.drain(seen::add, 2)).as("The limit was 2.").isEqualTo(2);
        assertThat(ring.drain(seen::add, 0)).as("The limit was 0.").isZero();
        assertThat(ring.drain(seen::add, 2)).as("One item was left.").isEqualTo(1);
        assertThat(seen).as("Each item comes once, in order.").containsExactly("a", "b", "c");
        assertThatThrownBy(() -> ring.drain(seen::add, -1))
                .as("A negative limit is refused.")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRingGoesRoundAndRound() {
        for (int round = 0; round < 20; round++) {
            offer("x" + round, "y" + round, "z" + round);
            seen.clear();
            assertThat(ring.drain(seen::add, 4))
                    .as("Three items in round %d.", round)
                    .isEqualTo(3);
            assertThat(seen)
                    .as("The items of round %d, in order.", round)
                    .containsExactly("x" + round, "y" + round, "z" + round);
        }
    }

    @Test
    void theSlotsOfABatchBecomeFreeTogether() {
        offer("a", "b", "c", "d");
        List<Boolean> hadRoom = new ArrayList<>();
        ring.drain(item -> hadRoom.add(ring.offer("too early")), 4);
        assertThat(hadRoom)
                .as("All slots of a batch become free together, after the last item: until then the ring is full.")
                .containsOnly(false);
        offer("e", "f", "g", "h");
        ring.drain(seen::add, 4);
        assertThat(seen).as("After the batch all four slots are free.").containsExactly("e", "f", "g", "h");
    }

    @Test
    void aSinkThatThrowsLosesNothingElse() {
        offer("a", "b", "c");
        assertThatThrownBy(() -> ring.drain(
                        item -> {
                            seen.add(item);
                            if (item.equals("b")) {
                                throw new IllegalStateException("the sink has thrown");
                            }
                        },
                        4))
                .as("What the sink throws goes to the caller.")
                .isInstanceOf(IllegalStateException.class);
        ring.drain(seen::add, 4);
        assertThat(seen)
                .as("When the sink has thrown at b, a and b were handed over, and c comes next: none lost, none twice.")
                .containsExactly("a", "b", "c");
        offer("d", "e", "f", "g");
    }

    @Test
    void theLargestLimitIsNoLimit() {
        offer("a", "b");
        assertThat(ring.drain(seen::add, Integer.MAX_VALUE))
                .as("Two items were waiting.")
                .isEqualTo(2);
        offer("c");
        assertThat(ring.drain(seen::add, Integer.MAX_VALUE))
                .as("One more came, and Integer.MAX_VALUE is a limit like any other.")
                .isEqualTo(1);
    }

    @Test
    void whatWasHandedOverIsNotKept() {
        BatchRing<Object> objects = new BatchRing<>(4);
        List<WeakReference<Object>> items = offered(objects);
        assertThat(objects.drain(item -> {}, 4)).as("Three items were waiting.").isEqualTo(3);
        for (int i = 0; i < COLLECTIONS && !collected(items); i++) {
            System.gc();
        }
        assertThat(collected(items))
                .as("The ring keeps no reference to an item that was handed over, so the item can be collected.")
                .isTrue();
        Reference.reachabilityFence(objects);
    }

    /// In a method of its own: no local variable of the test keeps an item.
    private static List<WeakReference<Object>> offered(BatchRing<Object> ring) {
        List<WeakReference<Object>> items = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Object item = new Object();
            ring.offer(item);
            items.add(new WeakReference<>(item));
        }
        return items;
    }

    private static boolean collected(List<WeakReference<Object>> items) {
        return items.stream().allMatch(item -> item.refersTo(null));
    }

    private void offer(String... items) {
        for (String item : items) {
            assertThat(ring.offer(item)).as("There is room for %s.", item).isTrue();
        }
    }
}

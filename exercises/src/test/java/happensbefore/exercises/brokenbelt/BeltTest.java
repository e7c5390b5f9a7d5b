package happensbefore.exercises.brokenbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Runs that go well.
class BeltTest extends BeltRuns {
    @Test
    void allItemsAreMadeAndPackedInTheirOrder() throws InterruptedException {
        for (int capacity : new int[] {1, 2, 64}) {
            Queue<Integer> out = new ConcurrentLinkedQueue<>();
            Belt<Integer, Integer> belt = belt(capacity, item -> item * 2, out::add);
            assertThat(start(belt, numbers(100)).end()).as("All is well.").isNull();
            assertThat(out)
                    .as("Each item is made and packed, in its order (capacity %d).", capacity)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(item -> item * 2).toList());
            assertCounts(belt, 100, 100);
            assertNoThreadIsLeft();
        }
    }

    @Test
    void theEndComesAlsoToAFullBelt() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> press = new AtomicReference<>();
        AtomicInteger pressed = new AtomicInteger();
        Belt<Integer, Integer> belt = belt(
                1,
                item -> {
                    press.set(Thread.currentThread());
                    pressed.incrementAndGet();
                    return item;
                },
                part -> await(held));
        Going going = start(belt, numbers(2));
        awaitFullBelt(press, pressed, 2);
        held.countDown();
        assertThat(going.end()).as("All is well.").isNull();
        assertCounts(belt, 2, 2);
    }

    @Test
    void noItemsAreNoTrouble() throws InterruptedException {
        Belt<Integer, Integer> belt = belt(1, item -> item, part -> {});
        assertThat(start(belt, List.of()).end()).as("All is well.").isNull();
        assertCounts(belt, 0, 0);
    }

    @Test
    void theStagesWorkAtTheSameTime() throws InterruptedException {
        CountDownLatch packing = new CountDownLatch(1);
        AtomicInteger alone = new AtomicInteger();
        Belt<Integer, Integer> belt = belt(
                1,
                item -> {
                    if (item == 1 && !await(packing)) {
                        alone.incrementAndGet();
                    }
                    return item;
                },
                part -> packing.countDown());
        assertThat(start(belt, numbers(3)).end()).as("All is well.").isNull();
        assertThat(alone)
                .as("Part 0 is packed while item 1 is still pressed: the stages work at the same time.")
                .hasValue(0);
    }

    @Test
    void aFastFirstStageWaitsForRoom() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger pressed = new AtomicInteger();
        AtomicReference<@Nullable Thread> press = new AtomicReference<>();
        Belt<Integer, Integer> belt = belt(
                2,
                item -> {
                    press.set(Thread.currentThread());
                    pressed.incrementAndGet();
                    return item;
                },
                part -> await(held));
        Going going = start(belt, numbers(100));
        awaitFullBelt(press, pressed, 4);
        assertThat(pressed)
                .as("One part is being packed, two lie between, one waits for room.")
                .hasValueLessThanOrEqualTo(4);
        held.countDown();
        assertThat(going.end()).as("All is well.").isNull();
    }
}

package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every item arrives once, and each producer's items arrive in their order. A small ring makes the ends meet often.
class RingHandOverTest {
    private static final int ITEMS_EACH = 50_000;

    record Item(int producer, int number) {}

    @Test
    void oneToOne() throws Exception {
        handOver(new SpscRingQueue<>(8), 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "1, 3", "2, 2"})
    void manyToMany(int producers, int consumers) throws Exception {
        handOver(new MpmcRingQueue<>(8), producers, consumers);
    }

    private static void handOver(BoundedQueue<Item> queue, int producers, int consumers) throws Exception {
        var left = new AtomicInteger(producers * ITEMS_EACH);
        try (ExecutorService threads = Executors.newFixedThreadPool(producers + consumers)) {
            List<Future<Integer>> producing = IntStream.range(0, producers)
                    .mapToObj(producer -> threads.submit(produce(queue, producer)))
                    .toList();
            List<Future<List<Item>>> consuming = IntStream.range(0, consumers)
                    .mapToObj(_ -> threads.submit(consume(queue, left)))
                    .toList();
            try {
                for (Future<Integer> future : producing) {
                    assertThat(future.get()).isEqualTo(ITEMS_EACH);
                }
                List<Item> all = new ArrayList<>();
                for (Future<List<Item>> future : consuming) {
                    for (int producer = 0; producer < producers; producer++) {
                        assertThat(numbersOf(producer, future.get())).isSorted();
                    }
                    all.addAll(future.get());
                }
                assertThat(all).hasSize(producers * ITEMS_EACH).doesNotHaveDuplicates();
                assertThat(queue).isEmpty();
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static Callable<Integer> produce(BoundedQueue<Item> queue, int producer) {
        return () -> {
            int put = 0;
            while (put < ITEMS_EACH && !Thread.interrupted()) {
                if (queue.offer(new Item(producer, put))) {
                    put++;
                } else {
                    Thread.yield();
                }
            }
            return put;
        };
    }

    private static Callable<List<Item>> consume(BoundedQueue<Item> queue, AtomicInteger left) {
        return () -> {
            List<Item> taken = new ArrayList<>();
            while (left.get() > 0 && !Thread.interrupted()) {
                Item item = queue.poll();
                if (item == null) {
                    Thread.yield();
                } else {
                    taken.add(item);
                    left.decrementAndGet();
                }
            }
            return taken;
        };
    }

    private static List<Integer> numbersOf(int producer, List<Item> items) {
        return items.stream()
                .filter(item -> item.producer() == producer)
                .map(Item::number)
                .toList();
    }
}

package happensbefore.exercises.politewait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PricesTest {
    private static final int WORKERS = 2;
    private static final int ITEMS = 6;

    /// After which a fetch that waits for others gives up, so that a wrong answer fails and does not hang.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once one has given up: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final AtomicBoolean SOMEONE_GAVE_UP = new AtomicBoolean();

    private final ForkJoinPool pool = new ForkJoinPool(WORKERS);
    private final List<String> items =
            IntStream.range(0, ITEMS).mapToObj(i -> "item " + i).toList();
    private final Queue<String> fetched = new ConcurrentLinkedQueue<>();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private final Set<Object> pools = ConcurrentHashMap.newKeySet();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    private interface Fetch {
        int fetch(String item) throws InterruptedException;
    }

    private Prices.Source source(Map<String, Integer> known, Fetch far) {
        return new Prices.Source() {
            @Override
            public @Nullable Integer known(String item) {
                return known.get(item);
            }

            @Override
            public int fetch(String item) throws InterruptedException {
                fetched.add(item);
                pools.add(
                        Thread.currentThread() instanceof ForkJoinWorkerThread worker
                                ? worker.getPool()
                                : "a thread of no pool");
                return far.fetch(item);
            }
        };
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(SOMEONE_GAVE_UP.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            SOMEONE_GAVE_UP.set(true);
            gaveUp.incrementAndGet();
        }
    }

    @Test
    void allItemsAreAskedForAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(ITEMS);
        Map<String, Integer> prices = Prices.of(pool, items, source(Map.of(), item -> {
            all.countDown();
            await(all);
            return item.length();
        }));
        assertThat(prices)
                .as("The prices of all items.")
                .containsOnlyKeys(items)
                .containsValue("item 0".length());
        assertThat(gaveUp)
                .as(
                        "Each of %d fetches waits for the others: all are under way at once, in a pool of %d.",
                        ITEMS, WORKERS)
                .hasValue(0);
    }

    @Test
    void everyFetchRunsInTheGivenPoolAndOnce() {
        Prices.of(pool, items, source(Map.of(), String::length));
        assertThat(pools).as("The fetches run in the given pool.").containsExactly(pool);
        assertThat(fetched).as("Each item is fetched once.").containsExactlyInAnyOrderElementsOf(items);
    }

    @Test
    void otherTasksOfThePoolGoOn() throws Exception {
        CountDownLatch waiting = new CountDownLatch(WORKERS);
        CountDownLatch other = new CountDownLatch(1);
        ForkJoinTask<Map<String, Integer>> prices = pool.submit(() -> Prices.of(pool, items, source(Map.of(), item -> {
            waiting.countDown();
            await(other);
            return 1;
        })));
        await(waiting);
        try {
            pool.submit(() -> {})
                    .get(SOMEONE_GAVE_UP.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) { // no cause: it would be taken for the time limit of the whole test
            SOMEONE_GAVE_UP.set(true);
            throw new AssertionError("While the fetches wait, the pool's other tasks do not run.");
        } finally {
            other.countDown();
        }
        assertThat(prices.get()).hasSize(ITEMS);
        assertThat(gaveUp).as("No fetch waited until it gave up.").hasValue(0);
    }

    @Test
    void aPriceThatIsKnownIsNotFetchedAndAddsNoThread() {
        Map<String, Integer> known = new ConcurrentHashMap<>();
        List<String> many = IntStream.range(0, 500).mapToObj(i -> "item " + i).toList();
        many.forEach(item -> known.put(item, 7));
        for (int round = 0; round < 20; round++) {
            assertThat(Prices.of(pool, many, source(known, _ -> 8)))
                    .as("Prices that are known.")
                    .isEqualTo(known);
        }
        assertThat(fetched).as("Nothing that is known was fetched.").isEmpty();
        assertThat(pool.getPoolSize())
                .as("Where nothing waits, the pool of %d has no more threads.", WORKERS)
                .isLessThanOrEqualTo(WORKERS);
    }

    @Test
    void aSourceThatFailsComesOut() {
        assertThatThrownBy(() -> Prices.of(pool, items, source(Map.of(), _ -> {
                    throw new IllegalStateException("no such item");
                })))
                .as("A failure of the source comes out.")
                .hasStackTraceContaining("no such item");
    }

    @Test
    void anInterruptEndsTheLookUp() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ForkJoinTask<Map<String, Integer>> prices =
                pool.submit(() -> Prices.of(pool, items.subList(0, 1), source(Map.of(), _ -> {
                    runs.countDown();
                    try {
                        await(never);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return 1;
                })));
        await(runs);
        pool.shutdownNow(); // interrupts
        await(interrupted);
        assertThat(gaveUp).as("The fetch was interrupted, and not waited for.").hasValue(0);
        assertThatThrownBy(prices::get)
                .as("A look-up that was interrupted has no result.")
                .isInstanceOfAny(ExecutionException.class, CancellationException.class);
    }
}

package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// Pools that end with their test, whatever becomes of it.
@Timeout(60)
abstract class PoolTest {
    static final long PATIENCE_SECONDS = 30;

    final CountDownLatch gate = new CountDownLatch(1);
    private final List<WorkStealingPool> pools = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        gate.countDown();
        for (WorkStealingPool pool : pools) {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    WorkStealingPool pool(int parallelism) {
        return pool(PoolSettings.of(parallelism));
    }

    WorkStealingPool pool(PoolSettings settings) {
        WorkStealingPool pool = new WorkStealingPool(settings);
        pools.add(pool);
        return pool;
    }

    static <T> T got(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static boolean await(CountDownLatch latch) throws InterruptedException {
        return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// The naive Fibonacci number, a fork for every call.
    static final class Fib extends Fork<Integer> {
        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fork<Integer> one = new Fib(n - 1).fork();
            return new Fib(n - 2).compute() + one.join();
        }
    }
}

package happensbefore.stress.workstealing;

import happensbefore.workstealing.PoolSettings;
import happensbefore.workstealing.WorkStealingPool;
import java.util.concurrent.TimeUnit;

/// A pool for each sample, on threads that cost little.
final class Pools {
    private Pools() {}

    static WorkStealingPool small() {
        return new WorkStealingPool(
                PoolSettings.of(2).withFactory(Thread.ofVirtual().factory()));
    }

    static boolean hasEnded(WorkStealingPool pool) {
        try {
            return pool.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

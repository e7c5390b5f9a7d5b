package happensbefore.workstealing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/// Ours keeps what every executor promises.
class WorkStealingPoolContractTest extends EndingContract {
    @Override
    ExecutorService pool(int parallelism, ThreadFactory threads, Thread.UncaughtExceptionHandler handler) {
        return new WorkStealingPool(PoolSettings.of(parallelism).withFactory(threads));
    }
}

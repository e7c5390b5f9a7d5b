package happensbefore.workstealing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;

/// What the suite asks is what the JDK's own pool for fork and join does.
class ForkJoinPoolContractTest extends EndingContract {
    @Override
    ExecutorService pool(int parallelism, ThreadFactory threads, Thread.UncaughtExceptionHandler handler) {
        return new ForkJoinPool(parallelism, ForkJoinPool.defaultForkJoinWorkerThreadFactory, handler, true);
    }

    @Override
    boolean returnsWhatWasNotBegun() {
        return false;
    }

    @Override
    boolean rejectsItsOwnTasks() {
        return false;
    }
}

package happensbefore.workstealing;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What the suite asks is what the JDK's own pool does.
class ThreadPoolExecutorContractTest extends EndingContract {
    @Override
    ExecutorService pool(int parallelism, ThreadFactory threads, Thread.UncaughtExceptionHandler handler) {
        return new ThreadPoolExecutor(
                parallelism, parallelism, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    }
}

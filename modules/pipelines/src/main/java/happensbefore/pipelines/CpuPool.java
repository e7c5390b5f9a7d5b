package happensbefore.pipelines;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A fixed number of platform threads to compute on, shared by all who compute: so no more of them compute
/// than it has threads, however many stages and pipelines use it.
///
/// - For any number of threads. Work waits in line; who hands it over waits for it, so the line is bounded by
///   them.
/// - Not a fork/join pool: a thread of one that joins may take up others' work in between, and an interrupt
///   meant for the one would reach the other.
public final class CpuPool implements AutoCloseable {
    private final ThreadPoolExecutor executor;

    /// @param name of its threads, with a number behind it
    /// @param threads from 1
    public CpuPool(String name, int threads) {
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(name + "-", 0).factory());
    }

    /// With a thread for each processor.
    public static CpuPool ofAllProcessors(String name) {
        return new CpuPool(name, Runtime.getRuntime().availableProcessors());
    }

    public int threads() {
        return executor.getMaximumPoolSize();
    }

    // @start region="call"
    /// Does the work on a thread of the pool, and waits for it.
    ///
    /// @throws ExecutionException with what the work threw
    /// @throws InterruptedException when interrupted meanwhile: the work never begins, or has ended
    /// @throws RejectedExecutionException when the pool is closed
    <T extends @Nullable Object> T call(Callable<? extends T> work) throws ExecutionException, InterruptedException {
        PoolCall<T> call = new PoolCall<>(work);
        executor.execute(call);
        try {
            return call.result();
        } catch (InterruptedException e) {
            executor.remove(call);
            throw e;
        }
    }
    // @end

    /// Takes no more work, and waits until what it has is done. An interrupt is kept for later.
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (!executor.isTerminated()) {
            try {
                boolean _ = executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

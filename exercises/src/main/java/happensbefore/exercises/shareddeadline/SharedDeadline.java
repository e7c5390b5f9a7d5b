package happensbefore.exercises.shareddeadline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// Runs steps one after the other within one limit for all of them.
public final class SharedDeadline {
    /// One step.
    @FunctionalInterface
    public interface Step<T> {
        /// @param granted how long it may take
        /// @throws InterruptedException when it has taken longer
        T run(Duration granted) throws Exception;
    }

    private SharedDeadline() {}

    /// Runs the steps. Each is granted an equal share of what is left.
    ///
    /// @param clock nanoseconds since some fixed moment
    /// @return the results, in order
    /// @throws TimeoutException when a step took longer than it was granted, or nothing was left to grant
    /// @throws ExecutionException when a step failed
    /// @throws InterruptedException when the caller was interrupted; the step has ended
    public static <T> List<T> run(Duration total, List<Step<T>> steps, LongSupplier clock)
            throws ExecutionException, TimeoutException, InterruptedException {
        long share = total.toNanos() / Math.max(1, steps.size());
        List<T> results = new ArrayList<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        for (Step<T> step : steps) {
            Future<T> call = threads.submit(() -> step.run(Duration.ofNanos(share)));
            results.add(call.get(share, TimeUnit.NANOSECONDS));
        }
        return results;
    }
}

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
        long end = clock.getAsLong() + total.toNanos();
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (Step<T> step : steps) {
                    long now = clock.getAsLong();
                    long share = (end - now) / (steps.size() - results.size());
                    results.add(within(share, step, threads));
                }
            } finally {
                threads.shutdownNow(); // close waits for what this interrupts
            }
        }
        return results;
    }

    private static <T> T within(long share, Step<T> step, ExecutorService threads)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (share <= 0) {
            throw new TimeoutException("nothing is left");
        }
        Future<T> call = threads.submit(() -> step.run(Duration.ofNanos(share)));
        return call.get(share, TimeUnit.NANOSECONDS);
    }
}

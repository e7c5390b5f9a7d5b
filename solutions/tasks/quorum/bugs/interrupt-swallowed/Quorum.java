package happensbefore.exercises.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks several replicas at once, until enough of them have answered.
public final class Quorum {
    private Quorum() {}

    /// Asks all replicas at the same time.
    ///
    /// @return the first `needed` answers, in the order in which they came
    /// @throws ExecutionException when so many have failed that `needed` answers cannot come any more
    /// @throws InterruptedException when the caller was interrupted
    /// @throws IllegalArgumentException when `needed` is below 1 or above the number of replicas
    public static <T> List<T> first(int needed, List<Callable<T>> replicas)
            throws ExecutionException, InterruptedException {
        if (needed < 1 || needed > replicas.size()) {
            throw new IllegalArgumentException(needed + " of " + replicas.size() + " replicas");
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<T> calls = new ExecutorCompletionService<>(threads);
            replicas.forEach(calls::submit);
            try {
                return awaitQuorum(needed, replicas.size(), calls);
            } finally {
                threads.shutdownNow(); // close waits for what this interrupts
            }
        }
    }

    private static <T> List<T> awaitQuorum(int needed, int asked, CompletionService<T> calls)
            throws ExecutionException {
        List<T> answers = new ArrayList<>();
        int failed = 0;
        while (answers.size() < needed) {
            try {
                answers.add(next(calls).get());
            } catch (InterruptedException e) {
                continue;
            } catch (ExecutionException e) {
                failed++;
                if (asked - failed < needed) {
                    throw e;
                }
            }
        }
        return answers;
    }

    private static <T> Future<T> next(CompletionService<T> calls) {
        while (true) {
            try {
                return calls.take();
            } catch (InterruptedException e) {
                // the answers are still to come
            }
        }
    }
}

// A pool of four threads asks four replicas at a time: four that hang keep the others from being asked.
package happensbefore.exercises.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
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
            throws ExecutionException, InterruptedException {
        List<T> answers = new ArrayList<>();
        int failed = 0;
        while (answers.size() < needed) {
            try {
                answers.add(calls.take().get());
            } catch (ExecutionException e) {
                failed++;
                if (asked - failed < needed) {
                    throw e;
                }
            }
        }
        return answers;
    }
}

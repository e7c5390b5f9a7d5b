package happensbefore.exercises.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
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
            List<Future<T>> futures = new ArrayList<>();
            replicas.forEach(replica -> futures.add(threads.submit(replica)));
            List<T> answers = new ArrayList<>();
            int failed = 0;
            for (Future<T> future : futures) {
                try {
                    answers.add(future.get());
                } catch (ExecutionException e) {
                    failed++;
                    if (replicas.size() - failed < needed) {
                        throw e;
                    }
                }
            }
            return answers.subList(0, needed);
        }
    }
}

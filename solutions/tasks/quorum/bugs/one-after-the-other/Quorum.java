package happensbefore.exercises.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

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
        List<T> answers = new ArrayList<>();
        int failed = 0;
        for (Callable<T> replica : replicas) {
            try {
                answers.add(replica.call());
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failed++;
                if (replicas.size() - failed < needed) {
                    throw new ExecutionException(e);
                }
            }
            if (answers.size() == needed) {
                break;
            }
        }
        return answers;
    }
}

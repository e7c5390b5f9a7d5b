package happensbefore.exercises.firstgood;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// Asks several sources at once, and takes the first good answer.
public final class FirstGood {
    /// No source had a good answer. Every failure is suppressed in it.
    public static final class NoGoodAnswer extends Exception {
        private static final long serialVersionUID = 1;

        private final transient List<Object> refused = new ArrayList<>();

        NoGoodAnswer() {
            super("no source had a good answer");
        }

        /// The answers that were not good, in the order in which they came.
        public List<Object> refused() {
            return refused;
        }
    }

    private FirstGood() {}

    /// Asks all sources at the same time.
    ///
    /// @param good asked on the caller's thread
    /// @return the first answer that `good` accepts
    /// @throws NoGoodAnswer when there is none
    /// @throws InterruptedException when the caller was interrupted; every call has ended
    public static <T> T of(Predicate<? super T> good, List<Callable<T>> sources)
            throws NoGoodAnswer, InterruptedException {
        NoGoodAnswer none = new NoGoodAnswer();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<T> calls = new ExecutorCompletionService<>(threads);
            sources.forEach(calls::submit);
            for (int ended = 0; ended < sources.size(); ended++) {
                try {
                    T answer = calls.take().get();
                    if (good.test(answer)) {
                        return answer;
                    }
                    none.refused.add(answer);
                } catch (ExecutionException e) {
                    none.addSuppressed(e.getCause() == null ? e : e.getCause());
                }
            }
        }
        throw none;
    }
}

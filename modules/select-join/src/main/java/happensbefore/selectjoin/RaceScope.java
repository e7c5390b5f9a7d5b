package happensbefore.selectjoin;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// [Race], on the preview API: this class names it, so that the public one need not.
///
/// The scope owns the threads. Its `close` interrupts what still runs, and returns when every thread has ended.
final class RaceScope {
    static final String NAME = "race";

    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("race-", 0).factory();

    private RaceScope() {}

    // @start region="completed"
    private static final class FirstToEnd<T extends @Nullable Object> implements Joiner<T, @Nullable Void> {
        final AtomicReference<@Nullable Subtask<? extends T>> first = new AtomicReference<>();

        @Override
        public boolean onComplete(Subtask<? extends T> ended) {
            first.compareAndSet(null, ended);
            return true;
        }

        @Override
        public @Nullable Void result() {
            return null;
        }
    }

    static <T extends @Nullable Object> T firstCompleted(Collection<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        List<Callable<? extends T>> copy = copy(tasks);
        FirstToEnd<T> joiner = new FirstToEnd<>();
        try (var scope = open(joiner)) {
            copy.forEach(scope::fork);
            scope.join();
        }
        Subtask<? extends T> first = joiner.first.get();
        if (first == null) {
            throw new IllegalStateException("nobody has finished");
        }
        if (first.state() == Subtask.State.FAILED) {
            throw new ExecutionException(first.exception());
        }
        return first.get();
    }
    // @end

    // @start region="successful"
    private record FirstToSucceed<T extends @Nullable Object>(Finish<T> finish) implements Joiner<T, @Nullable Void> {
        @Override
        public boolean onFork(Subtask<? extends T> forked) {
            finish.started();
            return false;
        }

        @Override
        public boolean onComplete(Subtask<? extends T> ended) {
            if (ended.state() == Subtask.State.SUCCESS) {
                return finish.succeeded(ended.get());
            }
            finish.failed(ended.exception());
            return false;
        }

        @Override
        public @Nullable Void result() {
            return null;
        }
    }

    static <T extends @Nullable Object> T firstSuccessful(Collection<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        return hedged(tasks, Duration.ZERO);
    }
    // @end

    // @start region="hedged"
    static <T extends @Nullable Object> T hedged(Collection<? extends Callable<? extends T>> tasks, Duration delay)
            throws ExecutionException, InterruptedException {
        List<Callable<? extends T>> copy = copy(tasks);
        Finish<T> finish = new Finish<>();
        try (var scope = open(new FirstToSucceed<>(finish))) {
            int started = 0;
            do {
                scope.fork(copy.get(started++));
            } while (started < copy.size() && !finish.awaitWinner(delay));
            scope.join();
        }
        return finish.result();
    }
    // @end

    private static <T extends @Nullable Object> List<Callable<? extends T>> copy(
            Collection<? extends Callable<? extends T>> tasks) {
        List<Callable<? extends T>> copy = List.copyOf(tasks);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a race without runners has no winner");
        }
        return copy;
    }

    private static <T extends @Nullable Object> StructuredTaskScope<T, @Nullable Void> open(
            Joiner<T, @Nullable Void> joiner) {
        return StructuredTaskScope.open(joiner, config -> config.withName(NAME).withThreadFactory(THREADS));
    }
}

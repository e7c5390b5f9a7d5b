package happensbefore.selectjoin;

import happensbefore.selectjoin.Join.Three;
import happensbefore.selectjoin.Join.Two;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// [Join], on the preview API: this class names it, so that the public one need not.
///
/// The scope owns the threads. Its `close` interrupts what still runs, and returns when every thread has ended.
final class JoinScope {
    static final String NAME = "join";

    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("join-", 0).factory();

    private JoinScope() {}

    // @start region="joiner"
    /// Decides when a scope has seen enough; the results stay in the subtasks.
    ///
    /// `onComplete` runs on the subtasks' threads, several at a time, and not at all for what ends after the scope
    /// was cancelled. So failures are noted in [#noting], which misses none.
    private static final class AllOrFirstFailure implements Joiner<@Nullable Object, @Nullable Void> {
        private final FirstFailure failure = new FirstFailure();
        private final OnFailure onFailure;

        AllOrFirstFailure(OnFailure onFailure) {
            this.onFailure = onFailure;
        }

        <T extends @Nullable Object> Callable<T> noting(Callable<? extends T> task) {
            return () -> {
                try {
                    return task.call();
                } catch (Throwable thrown) {
                    failure.add(thrown, onFailure == OnFailure.CANCEL && thrown instanceof InterruptedException);
                    throw thrown;
                }
            };
        }

        @Override
        public boolean onComplete(Subtask<?> subtask) {
            return onFailure == OnFailure.CANCEL && subtask.state() == Subtask.State.FAILED;
        }

        @Override
        public @Nullable Void result() {
            return null;
        }
    }
    // @end

    // @start region="two"
    static <A extends @Nullable Object, B extends @Nullable Object> Two<A, B> two(
            Callable<? extends A> first, Callable<? extends B> second, OnFailure onFailure)
            throws ExecutionException, InterruptedException {
        AllOrFirstFailure joiner = new AllOrFirstFailure(onFailure);
        Subtask<A> a;
        Subtask<B> b;
        try (var scope = open(joiner)) {
            a = scope.fork(joiner.noting(first));
            b = scope.fork(joiner.noting(second));
            scope.join();
        }
        joiner.failure.throwIfAny(); // here, where the others have ended and said what they had to say
        return new Two<>(a.get(), b.get());
    }
    // @end

    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Three<A, B, C> three(
            Callable<? extends A> first, Callable<? extends B> second, Callable<? extends C> third, OnFailure onFailure)
            throws ExecutionException, InterruptedException {
        AllOrFirstFailure joiner = new AllOrFirstFailure(onFailure);
        Subtask<A> a;
        Subtask<B> b;
        Subtask<C> c;
        try (var scope = open(joiner)) {
            a = scope.fork(joiner.noting(first));
            b = scope.fork(joiner.noting(second));
            c = scope.fork(joiner.noting(third));
            scope.join();
        }
        joiner.failure.throwIfAny();
        return new Three<>(a.get(), b.get(), c.get());
    }

    // @start region="list"
    static <T extends @Nullable Object> List<T> list(
            Collection<? extends Callable<? extends T>> tasks, OnFailure onFailure)
            throws ExecutionException, InterruptedException {
        List<Callable<? extends T>> copy = List.copyOf(tasks);
        AllOrFirstFailure joiner = new AllOrFirstFailure(onFailure);
        List<Subtask<T>> subtasks = new ArrayList<>(copy.size());
        try (var scope = open(joiner)) {
            for (Callable<? extends T> task : copy) {
                subtasks.add(scope.fork(joiner.noting(task)));
            }
            scope.join();
        }
        joiner.failure.throwIfAny();
        List<T> results = new ArrayList<>(subtasks.size());
        subtasks.forEach(subtask -> results.add(subtask.get()));
        return Collections.unmodifiableList(results);
    }
    // @end

    private static StructuredTaskScope<@Nullable Object, @Nullable Void> open(AllOrFirstFailure joiner) {
        return StructuredTaskScope.open(joiner, config -> config.withName(NAME).withThreadFactory(THREADS));
    }

    // @start region="settle"
    static <T extends @Nullable Object> List<Outcome<T>> settle(
            Collection<? extends Callable<? extends T>> tasks, @Nullable Duration limit) throws InterruptedException {
        List<Callable<? extends T>> copy = List.copyOf(tasks);
        List<Subtask<T>> subtasks = new ArrayList<>(copy.size());
        try (var scope = StructuredTaskScope.open(
                Joiner.<T>awaitAll(),
                config -> within(limit, config.withName(NAME).withThreadFactory(THREADS)))) {
            copy.forEach(task -> subtasks.add(scope.fork(task)));
            scope.join();
        } catch (StructuredTaskScope.TimeoutException _) {
            // the limit: what has no result by now is what was cancelled
        }
        return subtasks.stream().map(JoinScope::outcome).toList();
    }

    private static <T extends @Nullable Object> Outcome<T> outcome(Subtask<T> ended) {
        return switch (ended.state()) {
            case SUCCESS -> new Outcome.Success<>(ended.get());
            case FAILED -> Outcome.ofThrown(ended.exception());
            case UNAVAILABLE -> new Outcome.Cancelled<>();
        };
    }
    // @end

    private static StructuredTaskScope.Configuration within(
            @Nullable Duration limit, StructuredTaskScope.Configuration config) {
        return limit == null ? config : config.withTimeout(limit);
    }
}

package happensbefore.workstealing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// The result of the first of some tasks that succeeds, or the failure of the last one. The others are cancelled.
///
/// The caller waits for a fork of its own, which nobody runs: so a worker leaves its place to another thread meanwhile,
/// and the tasks are run even in a pool of one.
final class FirstSuccess<T> {
    private final WorkStealingPool pool;
    private final List<Callable<T>> tasks = new ArrayList<>();
    private final AtomicInteger left;
    private final Fork<T> answer = Fork.of(() -> {
        throw new IllegalStateException("nobody runs the answer");
    });

    FirstSuccess(WorkStealingPool pool, Collection<? extends Callable<T>> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("there is no task");
        }
        this.pool = pool;
        tasks.forEach(task -> this.tasks.add(Objects.requireNonNull(task, "task")));
        left = new AtomicInteger(this.tasks.size());
    }

    private interface Answer<T> {
        T await() throws InterruptedException, ExecutionException, TimeoutException;
    }

    T get() throws InterruptedException, ExecutionException {
        try {
            return first(answer::get);
        } catch (TimeoutException e) {
            throw new AssertionError("no time was given", e);
        }
    }

    T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return first(() -> answer.get(timeout, unit));
    }

    private T first(Answer<T> wait) throws InterruptedException, ExecutionException, TimeoutException {
        List<Future<?>> attempts = new ArrayList<>();
        try {
            for (Callable<T> task : tasks) {
                attempts.add(pool.submit(() -> attempt(task)));
            }
            return wait.await();
        } finally {
            attempts.forEach(attempt -> attempt.cancel(true));
        }
    }

    private void attempt(Callable<T> task) {
        try {
            answer.complete(task.call(), false);
            left.decrementAndGet();
        } catch (Throwable thrown) {
            if (left.decrementAndGet() == 0) {
                answer.complete(thrown, true);
            }
        }
    }
}

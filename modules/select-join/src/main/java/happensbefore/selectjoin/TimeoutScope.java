package happensbefore.selectjoin;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// [Timeouts], on the preview API: this class names it, so that the public one need not.
///
/// The scope owns the thread. Its `close` interrupts it, and returns when it has ended.
final class TimeoutScope {
    static final String NAME = "timeout";

    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("timeout-", 0).factory();

    private TimeoutScope() {}

    // @start region="within"
    static <T extends @Nullable Object> T within(Duration limit, Callable<? extends T> work)
            throws ExecutionException, TimeoutException, InterruptedException {
        Deadline deadline = Deadline.after(limit);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Subtask<T> subtask = null;
        if (deadline.isOver()) {
            throw new TimeoutException("no time was left");
        }
        try (var scope = StructuredTaskScope.open(
                Joiner.<T>awaitAll(),
                config -> config.withName(NAME).withThreadFactory(THREADS).withTimeout(deadline.remaining()))) {
            subtask = scope.fork(() -> {
                try {
                    return deadline.call(work::call);
                } catch (Throwable failure) {
                    thrown.set(failure); // after the limit the scope keeps nothing
                    throw failure;
                }
            });
            scope.join();
        } catch (StructuredTaskScope.TimeoutException _) {
            // the work has ended; whether it had a result in time, the subtask says
        }
        return result(Objects.requireNonNull(subtask), deadline, thrown.get());
    }

    private static <T extends @Nullable Object> T result(
            Subtask<T> ended, Deadline deadline, @Nullable Throwable thrown)
            throws ExecutionException, TimeoutException {
        if (ended.state() == Subtask.State.SUCCESS) {
            return ended.get();
        }
        if (thrown instanceof TimeoutException inner && deadline.isOver()) {
            throw inner; // of a call below, with the same deadline
        }
        if (ended.state() == Subtask.State.FAILED) {
            throw new ExecutionException(ended.exception());
        }
        TimeoutException late = new TimeoutException("no result in time");
        if (thrown != null && !(thrown instanceof InterruptedException)) {
            late.addSuppressed(thrown);
        }
        throw late;
    }
    // @end
}

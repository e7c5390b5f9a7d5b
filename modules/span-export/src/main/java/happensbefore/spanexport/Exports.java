package happensbefore.spanexport;

import happensbefore.producerconsumer.ParkedThreads;
import happensbefore.tasks.AdaptiveLimit.Permit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The exports in flight, each on a virtual thread of its own for as long as the exporter keeps it.
///
/// - Invariant: a flight ends once: with the exporter's word, or when its time is over.
///
/// For any number of threads. [#interrupt] ends the threads that are left.
final class Exports<E> {
    private static final ScopedValue<Exports<?>> EXPORTING = ScopedValue.newInstance();

    /// @param loss why so many items are lost; null when none is
    private record Outcome(@Nullable Drop loss, int lost) {
        static final Outcome DELIVERED = new Outcome(null, 0);
    }

    private final Backlog<E> backlog;
    private final BatchExport<E> export;
    private final ParkedThreads room;
    private final long timeoutNanos;
    private final ThreadFactory factory = Thread.ofVirtual()
            .name("batch-export-", 0)
            .inheritInheritableThreadLocals(false)
            .factory();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Throwable lastFailure;
    private volatile Pace pace; // written under the monitor

    Exports(Backlog<E> backlog, BatchExport<E> export, ParkedThreads room, BatchSettings settings) {
        this.backlog = backlog;
        this.export = export;
        this.room = room;
        timeoutNanos = settings.exportTimeout().toNanos();
        pace = Pace.start(settings.pace());
    }

    // @start region="launch"
    /// Sends the flight off.
    void launch(Flight<E> flight, Permit permit) {
        long began = System.nanoTime();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread thread =
                factory.newThread(() -> ScopedValue.where(EXPORTING, this).run(() -> export(flight.items(), outcome)));
        threads.add(thread);
        CompletableFuture<Outcome> _ = outcome.orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
                .whenComplete((word, failure) -> {
                    boolean timedOut = failure instanceof TimeoutException;
                    if (timedOut) {
                        thread.interrupt();
                    }
                    Outcome end = timedOut
                            ? new Outcome(Drop.EXPORT_TIMED_OUT, flight.items().size())
                            : word;
                    land(flight, permit, end, began);
                });
        thread.start();
    }

    private void export(List<E> items, CompletableFuture<Outcome> outcome) {
        try {
            var _ = export.export(items).whenComplete((delivered, failure) -> {
                Outcome word = outcome(items.size(), Boolean.TRUE.equals(delivered), failure);
                if (!outcome.complete(word)) {
                    backlog.deliveredLate(items.size() - word.lost());
                }
            });
        } catch (Throwable thrown) { // also an Error: whatever it was, these items were not delivered
            outcome.complete(outcome(items.size(), false, thrown));
        } finally {
            threads.remove(Thread.currentThread());
        }
    }
    // @end

    private Outcome outcome(int items, boolean delivered, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause() // of a stage that depends on the one that failed
                : failure;
        lastFailure = cause == null ? lastFailure : cause;
        if (cause instanceof PartlyRejectedException partly) {
            return new Outcome(Drop.REJECTED, (int) Math.clamp(partly.items(), 1L, items));
        }
        return cause == null && delivered ? Outcome.DELIVERED : new Outcome(Drop.EXPORT_FAILED, items);
    }

    // @start region="land"
    private void land(Flight<E> flight, Permit permit, Outcome word, long began) {
        long nanos = System.nanoTime() - began;
        if (word.loss() == null || word.loss() == Drop.REJECTED) { // the backend has taken the batch
            exported(nanos);
            permit.succeeded();
        } else if (word.loss() == Drop.EXPORT_TIMED_OUT) {
            permit.overloaded();
        }
        permit.close();
        if (!backlog.land(flight, word.loss(), word.lost())) { // the shutdown had given it up
            backlog.deliveredLate(flight.items().size() - word.lost());
        }
        room.signalAll();
    }
    // @end

    private synchronized void exported(long nanos) {
        pace = pace.exported(nanos);
    }

    synchronized void arrived(long items, long nanos) {
        pace = pace.arrived(items, nanos);
    }

    Pace pace() {
        return pace;
    }

    /// Whether this thread is one that exports.
    boolean isExporting() {
        return EXPORTING.isBound() && EXPORTING.get() == this;
    }

    Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    void interrupt() {
        threads.forEach(Thread::interrupt);
    }
}

package happensbefore.spanexport;

import happensbefore.producerconsumer.ParkedThreads;
import happensbefore.tasks.AdaptiveLimit.Permit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        Thread thread =
                factory.newThread(() -> ScopedValue.where(EXPORTING, this).run(() -> export(flight.items(), outcome)));
        threads.add(thread);
        CompletableFuture<Boolean> _ = outcome.orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
                .whenComplete((delivered, failure) -> {
                    if (failure instanceof TimeoutException) {
                        thread.interrupt();
                        land(flight, permit, Drop.EXPORT_TIMED_OUT, began);
                    } else {
                        land(flight, permit, delivered ? null : Drop.EXPORT_FAILED, began);
                    }
                });
        thread.start();
    }

    private void export(List<E> items, CompletableFuture<Boolean> outcome) {
        try {
            var _ = export.export(items).whenComplete((delivered, failure) -> {
                boolean ok = failure == null && Boolean.TRUE.equals(delivered);
                lastFailure = failure == null ? lastFailure : failure;
                if (!outcome.complete(ok) && ok) {
                    backlog.deliveredLate(items.size());
                }
            });
        } catch (Throwable thrown) { // also an Error: whatever it was, these items were not delivered
            lastFailure = thrown;
            outcome.complete(false);
        } finally {
            threads.remove(Thread.currentThread());
        }
    }
    // @end

    // @start region="land"
    private void land(Flight<E> flight, Permit permit, @Nullable Drop loss, long began) {
        long nanos = System.nanoTime() - began;
        if (loss == null) {
            exported(nanos);
            permit.succeeded();
        } else if (loss == Drop.EXPORT_TIMED_OUT) {
            permit.overloaded();
        }
        permit.close();
        if (!backlog.land(flight, loss) && loss == null) { // the shutdown had given it up
            backlog.deliveredLate(flight.items().size());
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

package happensbefore.spanexport;

import happensbefore.producerconsumer.ParkedThreads;
import happensbefore.tasks.Retry;
import happensbefore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One backend's way out: a queue, threads, retries and a budget of its own. What it does, and how long it
/// takes, no other lane notices.
///
/// - Invariant: every item is in one place of the [Ledger]; every batch gets one [Verdict].
/// - Progress: [#submit] never waits for the backend.
///
/// For any number of threads. Owns its threads and the exporter, which end with [#shutdown].
public final class BackendLane<B> {
    private static final long FOREVER = Long.MAX_VALUE;

    private final String name;
    private final LaneBooks<B> books;
    private final LaneExport<B> export;
    private final Retry retry;
    private final long attemptNanos;
    private final long patienceNanos;
    private final ParkedThreads idle = new ParkedThreads();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder retries = new LongAdder();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean abandoned;
    private volatile @Nullable Throwable lastFailure;

    /// @param name of the backend
    /// @param classifier what to do about a failed attempt. A [TimeoutException] is an attempt without an answer,
    ///     an [UnexplainedFailure] one whose exporter gave no reason. It is not asked about a
    ///     [PartlyRejectedException]: that is never tried again
    public BackendLane(
            String name,
            LaneSettings settings,
            LaneExport<B> export,
            Function<? super Exception, Retry.Verdict> classifier) {
        this.name = name;
        this.export = export;
        books = new LaneBooks<>(settings.maxItems(), settings.maxWeight());
        retry = new Retry(
                settings.retry(),
                settings.newBudget(),
                failure -> failure instanceof PartlyRejectedException ? Retry.Verdict.FINAL : classifier.apply(failure),
                Time.SYSTEM,
                () -> ThreadLocalRandom.current().nextLong());
        attemptNanos = settings.attemptTimeout().toNanos();
        patienceNanos = settings.shutdownTimeout().toNanos();
        for (int i = 0; i < settings.concurrency(); i++) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("backend-" + name + "-" + i)
                    .inheritInheritableThreadLocals(false)
                    .unstarted(this::work));
        }
        threads.forEach(Thread::start);
    }

    // @start region="submit"
    /// Hands a batch over.
    ///
    /// @param batch never changed again
    /// @param weight in the unit of the settings' `maxWeight`
    /// @return what becomes of it; complete already when there was no room
    public CompletableFuture<Verdict> submit(B batch, int items, long weight) {
        CompletableFuture<Verdict> verdict = books.offer(batch, items, weight);
        idle.signal();
        return verdict.copy();
    }
    // @end

    // @start region="work"
    private void work() {
        while (!abandoned) {
            Parcel<B> parcel = books.take();
            if (parcel != null) {
                books.land(parcel, deliver(parcel));
            } else if (books.isDrained()) {
                return;
            } else {
                awaitParcel();
            }
        }
    }

    private void awaitParcel() {
        try {
            idle.await(() -> books.hasQueued() || books.isDrained(), FOREVER);
        } catch (InterruptedException e) {
            // the shutdown's, which says so by `abandoned`; or one that an exporter has left behind
        }
    }

    private Verdict deliver(Parcel<B> parcel) {
        GivingUp listener = new GivingUp();
        try {
            Boolean _ = retry.call(() -> attempt(parcel), listener);
            return Verdict.DELIVERED;
        } catch (InterruptedException e) {
            return new Verdict(Drop.EXPORT_TIMED_OUT, e); // the shutdown has given it up before
        } catch (Throwable thrown) { // also an Error: whatever it was, this batch was not delivered
            note(thrown);
            return new Verdict(listener.loss, thrown);
        }
    }

    /// An open breaker says nothing new: what opened it does.
    private void note(Throwable failure) {
        if (!(failure instanceof CircuitOpenException)) {
            lastFailure = failure;
        }
    }
    // @end

    // @start region="attempt"
    private boolean attempt(Parcel<B> parcel) throws Exception {
        if (!books.handOut(parcel)) {
            return true;
        }
        CompletableFuture<Boolean> entered; // completed after the books know
        try {
            entered = export.export(parcel.batch())
                    .toCompletableFuture()
                    .whenComplete((delivered, thrown) -> books.answered(parcel, verdict(delivered, thrown)));
        } catch (Throwable thrown) {
            books.answered(parcel, verdict(false, thrown));
            throw thrown;
        }
        try {
            if (Boolean.TRUE.equals(entered.get(attemptNanos, TimeUnit.NANOSECONDS))) {
                return true;
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        throw new UnexplainedFailure(name);
    }

    private static Verdict verdict(@Nullable Boolean delivered, @Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null
                ? thrown.getCause() // of a stage that depends on the one that failed
                : thrown;
        if (cause instanceof PartlyRejectedException partly) {
            return Verdict.partly(partly);
        }
        return cause == null && Boolean.TRUE.equals(delivered)
                ? Verdict.DELIVERED
                : new Verdict(Drop.EXPORT_FAILED, cause);
    }
    // @end

    /// Why there was no further attempt, as what became of the batch.
    private final class GivingUp implements Retry.Listener {
        private Drop loss = Drop.EXPORT_FAILED;

        @Override
        public void retrying(int number, Duration wait, Exception failure) {
            retries.increment();
            note(failure);
        }

        @Override
        public void gaveUp(Retry.Reason reason, Exception failure) {
            loss = switch (failure) {
                case CircuitOpenException _ -> Drop.CIRCUIT_OPEN;
                case PartlyRejectedException _ -> Drop.REJECTED;
                default -> lossOf(reason, failure);
            };
        }

        private static Drop lossOf(Retry.Reason reason, Exception failure) {
            return switch (reason) {
                case FINAL -> Drop.EXPORT_FAILED;
                case BUDGET -> Drop.RETRY_BUDGET_SPENT;
                case ATTEMPTS, TIME ->
                    failure instanceof TimeoutException ? Drop.EXPORT_TIMED_OUT : Drop.RETRIES_EXHAUSTED;
            };
        }
    }

    // @start region="flush"
    /// @return true when every batch that is queued or in flight now was delivered, and the exporter says so of
    ///     what it keeps; completed when the verdict on each is known
    public CompletableFuture<Boolean> flush() {
        return books.flush().thenCompose(delivered -> and(delivered, export::flush));
    }

    /// Lets nothing in any more, sends what is queued, ends the threads and then the exporter; each of the two
    /// in the settings' time, after which what is left is dropped. Idempotent.
    ///
    /// @return true when every batch that was queued or in flight was delivered, and the exporter has ended well
    public CompletableFuture<Boolean> shutdown() {
        if (closing.compareAndSet(false, true)) {
            books.close();
            idle.signalAll();
            var _ = books.flush()
                    .orTimeout(patienceNanos, TimeUnit.NANOSECONDS)
                    .exceptionally(_ -> abandon())
                    .thenComposeAsync(
                            delivered ->
                                    and(delivered, export::shutdown).orTimeout(patienceNanos, TimeUnit.NANOSECONDS),
                            Thread::startVirtualThread)
                    .exceptionally(_ -> false)
                    .thenAccept(ended::complete);
        }
        return ended.copy();
    }

    private boolean abandon() {
        abandoned = true;
        books.abandon();
        threads.forEach(Thread::interrupt);
        return false;
    }

    private static CompletableFuture<Boolean> and(boolean delivered, Supplier<CompletionStage<Boolean>> exporters) {
        return exporters.get().toCompletableFuture().thenApply(success -> delivered && success);
    }
    // @end

    public String name() {
        return name;
    }

    /// Whether a batch of this size would be accepted now.
    public boolean hasRoom(int items, long weight) {
        return books.hasRoom(items, weight);
    }

    /// Where all items are now.
    public Ledger ledger() {
        return books.ledger();
    }

    /// How many items take room now: those queued and in flight, and those that were given up while the exporter
    /// still has them.
    public long held() {
        return books.held();
    }

    /// Attempts after a first one.
    public long retries() {
        return retries.sum();
    }

    /// What the last attempt that failed threw; one that an open breaker did not let begin is none.
    public @Nullable Throwable lastFailure() {
        return lastFailure;
    }
}

package happensbefore.spanexport;

import happensbefore.producerconsumer.Overload;
import happensbefore.producerconsumer.ParkedThreads;
import happensbefore.tasks.AdaptiveLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Sends items in batches, several batches at once: how big, how soon and how many follow what is measured.
///
/// - Invariant: every item is in one place of the [Ledger], also when it races with a shutdown.
/// - Linearizes: an acceptance at [ClosableRing#offer]; all after it in the [Backlog].
/// - Progress: [#submit] is lock-free while there is room; without, it waits under [Overload.Block] and
///   [Overload.TimeOut] only, and never on a thread that exports: there it would wait for itself.
///
/// For any number of threads. Owns its threads, which end with [#shutdown].
public final class AdaptiveBatcher<E> {
    private static final long FOREVER = Long.MAX_VALUE;

    private final BatchSettings settings;
    private final Backlog<E> backlog;
    private final AdaptiveLimit limit;
    private final ParkedThreads room = new ParkedThreads();
    private final Exports<E> exports;
    private final Dispatcher<E> dispatcher;

    /// No bound on weight.
    public AdaptiveBatcher(BatchSettings settings, BatchExport<E> export) {
        this(settings, export, null);
    }

    /// @param weigher in the unit of the settings' `maxWeight`; gives the same for the same item each time.
    ///     Null for no bound on weight
    /// @throws IllegalArgumentException when the queue cannot hold a batch
    public AdaptiveBatcher(BatchSettings settings, BatchExport<E> export, @Nullable ToLongFunction<? super E> weigher) {
        this(settings, export, weigher, limitOf(settings), Thread.ofPlatform().daemon());
    }

    private AdaptiveBatcher(
            BatchSettings settings,
            BatchExport<E> export,
            @Nullable ToLongFunction<? super E> weigher,
            AdaptiveLimit limit,
            Thread.Builder dispatchers) {
        settings.requireRoomForABatch();
        this.settings = settings;
        this.limit = limit;
        backlog = new Backlog<>(settings.capacity(), settings.pace().maxBatch(), settings.maxWeight(), weigher);
        exports = new Exports<>(backlog, export, room, settings);
        dispatcher = new Dispatcher<>(backlog, limit, exports, room, settings, dispatchers);
        dispatcher.start();
    }

    /// Without a platform thread of its own: for many batchers side by side. No bound on weight.
    ///
    /// @param limit in place of the settings': of its own, or one for several batchers that use the same
    ///     backend
    public static <E> AdaptiveBatcher<E> onVirtualThread(
            BatchSettings settings, BatchExport<E> export, AdaptiveLimit limit) {
        return new AdaptiveBatcher<>(settings, export, null, limit, Thread.ofVirtual());
    }

    static AdaptiveLimit limitOf(BatchSettings settings) {
        return new AdaptiveLimit(settings.limit(), System::nanoTime);
    }

    // @start region="submit"
    /// Hands the item over.
    ///
    /// An interrupt ends a wait for room; the thread stays interrupted, and the item is dropped.
    ///
    /// @return null when it was accepted; or why it was dropped, which is counted
    public @Nullable Drop submit(E item) {
        long index = backlog.offer(item);
        if (index >= 0) {
            dispatcher.accepted(index);
            return null;
        }
        Drop reason = index == ClosableRing.FULL ? submitWithoutRoom(item) : reasonOf(index);
        if (reason != null) {
            backlog.refused(reason);
        }
        return reason;
    }
    // @end

    // @start region="overload"
    private @Nullable Drop submitWithoutRoom(E item) {
        if (backlog.isWeighed() && backlog.accepted() - backlog.taken() < backlog.capacity()) {
            dispatcher.hurry(); // too heavy, but few: they would wait for more
        }
        return switch (settings.overload()) {
            case Overload.Block() -> awaitRoom(item, FOREVER);
            case Overload.TimeOut(Duration time) -> awaitRoom(item, System.nanoTime() + nanos(time));
            case Overload.DropNewest() -> Drop.QUEUE_FULL;
            case Overload.DropOldest() -> displace(item);
            case Overload.Fail() -> Drop.REFUSED;
        };
    }

    /// Each turn that fails is one in which somebody else's item came in.
    private @Nullable Drop displace(E item) {
        while (backlog.displace()) {
            long index = backlog.offer(item);
            if (index != ClosableRing.FULL) {
                return entered(index);
            }
        }
        return Drop.QUEUE_FULL; // nothing is there to displace: all is in flight, or on its way in
    }

    private @Nullable Drop awaitRoom(E item, long deadline) {
        if (exports.isExporting()) {
            return Drop.QUEUE_FULL;
        }
        long index = ClosableRing.FULL;
        try {
            while (index == ClosableRing.FULL) {
                long seen = backlog.departures();
                index = backlog.offer(item);
                if (index == ClosableRing.FULL && !room.await(() -> backlog.departures() != seen, deadline)) {
                    return Drop.TIMED_OUT;
                }
            }
            return entered(index);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Drop.INTERRUPTED;
        }
    }
    // @end

    private @Nullable Drop entered(long index) {
        if (index < 0) {
            return reasonOf(index);
        }
        dispatcher.accepted(index);
        return null;
    }

    private static Drop reasonOf(long index) {
        return index == ClosableRing.CLOSED ? Drop.ALREADY_SHUTDOWN : Drop.TOO_LARGE;
    }

    /// Short enough to be added to the clock.
    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofNanos(FOREVER / 2)) < 0 ? time.toNanos() : FOREVER / 2;
    }

    // @start region="flush"
    /// Sends what is queued now.
    ///
    /// @return true when every item that was queued or in flight at the time of the call was delivered;
    ///     completed when the fate of each is known
    public CompletableFuture<Boolean> flush() {
        CompletableFuture<Boolean> done = backlog.flush();
        dispatcher.hurry();
        return done.copy();
    }

    /// Lets nothing in any more, sends what is queued, and ends all threads; in the settings' time, after which
    /// what is left is dropped. Idempotent.
    ///
    /// @return true when every item that was queued or in flight was delivered; completed when the threads have
    ///     ended, but for exports that ignore their interrupt
    public CompletableFuture<Boolean> shutdown() {
        return dispatcher.shutdown();
    }
    // @end

    /// Where all items are now.
    public Ledger ledger() {
        return backlog.ledger();
    }

    /// How big and how soon batches are now.
    public Pace pace() {
        return exports.pace();
    }

    /// How many exports are and may be in flight now.
    public AdaptiveLimit.Snapshot limit() {
        return limit.snapshot();
    }

    /// What the last export that failed threw, if it threw.
    public Optional<Throwable> lastFailure() {
        return exports.lastFailure();
    }

    /// How many items can be queued.
    public int capacity() {
        return backlog.capacity();
    }
}

package happensbefore.spanexport;

import happensbefore.tasks.AdaptiveLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A collector for each key, all working at once: each has a queue, batches and a limit of its own, so none
/// can be
/// held up or pushed out by another.
///
/// - Invariant: as [AdaptiveBatcher]'s, for each key. A batch holds items of one key, or of those that have no
///   collector of their own. Every collector ends with [#shutdown], also one that begins at that moment.
/// - Bounded: so many collectors, and one for all other keys; each by its settings.
/// - Progress: as [AdaptiveBatcher#submit], but for a key's first item, which waits for the collectors that
///   begin.
///
/// For any number of threads.
public final class KeyedBatcher<K, E> {
    private final KeyedRegistry<K, AdaptiveBatcher<E>> collectors;

    /// Each key has a backend of its own, and exports to it within a limit of its own.
    ///
    /// @param settings of each collector
    /// @param maxKeys collectors; items of further keys share one more
    /// @param exports gives the export of a key's collector; called once for a key
    /// @param others the export of all other keys
    /// @throws IllegalArgumentException when `maxKeys` is negative, or the settings' queue cannot hold a batch
    public KeyedBatcher(
            BatchSettings settings, int maxKeys, Function<? super K, BatchExport<E>> exports, BatchExport<E> others) {
        this(checked(maxKeys), key -> open(settings, exports.apply(key)), open(settings, others));
    }

    /// All keys have one backend: all exports together are within one limit, first come, first served.
    ///
    /// @param settings of each collector, but for the limit, which is for all
    /// @param maxKeys collectors; items of further keys share one more
    /// @throws IllegalArgumentException when `maxKeys` is negative, or the settings' queue cannot hold a batch
    public KeyedBatcher(BatchSettings settings, int maxKeys, BatchExport<E> export) {
        this(settings, maxKeys, export, AdaptiveBatcher.limitOf(settings));
    }

    private KeyedBatcher(BatchSettings settings, int maxKeys, BatchExport<E> export, AdaptiveLimit limit) {
        this(
                checked(maxKeys),
                _ -> AdaptiveBatcher.onVirtualThread(settings, export, limit),
                AdaptiveBatcher.onVirtualThread(settings, export, limit));
    }

    private KeyedBatcher(int maxKeys, Function<? super K, AdaptiveBatcher<E>> begin, AdaptiveBatcher<E> others) {
        collectors = new KeyedRegistry<>(maxKeys, begin, others);
    }

    /// Before the first thread is started.
    private static int checked(int maxKeys) {
        if (maxKeys < 0) {
            throw new IllegalArgumentException("a number of keys is not negative: " + maxKeys);
        }
        return maxKeys;
    }

    private static <E> AdaptiveBatcher<E> open(BatchSettings settings, BatchExport<E> export) {
        return AdaptiveBatcher.onVirtualThread(settings, export, AdaptiveBatcher.limitOf(settings));
    }

    // @start region="submit"
    /// Hands the item to its key's collector, as [AdaptiveBatcher#submit] does; the first item of a key begins
    /// it.
    ///
    /// @return null when it was accepted; or why it was dropped, which is counted
    public @Nullable Drop submit(K key, E item) {
        return collectors.get(key).submit(item);
    }
    // @end

    // @start region="end"
    /// Sends what all collectors have queued now.
    ///
    /// @return true when all that was queued or in flight was delivered
    public CompletableFuture<Boolean> flush() {
        return all(collectors.all(), AdaptiveBatcher::flush);
    }

    /// Lets nothing in any more, sends what is queued, and ends all collectors, at the same time. Idempotent.
    ///
    /// @return true when all that was queued or in flight was delivered; completed when every collector has
    ///     ended
    public CompletableFuture<Boolean> shutdown() {
        return all(collectors.close(), AdaptiveBatcher::shutdown);
    }

    private static <E> CompletableFuture<Boolean> all(
            List<AdaptiveBatcher<E>> batchers, Function<AdaptiveBatcher<E>, CompletableFuture<Boolean>> step) {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (AdaptiveBatcher<E> batcher : batchers) {
            all = all.thenCombine(step.apply(batcher), Boolean::logicalAnd);
        }
        return all;
    }
    // @end

    /// Where the items of each key are that has a collector of its own.
    public Map<K, Ledger> ledgers() {
        Map<K, Ledger> ledgers = new HashMap<>();
        collectors.byKey().forEach((key, batcher) -> ledgers.put(key, batcher.ledger()));
        return ledgers;
    }

    /// Where the items of all other keys are.
    public Ledger otherLedger() {
        return collectors.other().ledger();
    }

    /// How many items each collector can queue.
    public int capacity() {
        return collectors.other().capacity();
    }

    /// Where all items are. Each collector's are of one moment.
    public Ledger ledger() {
        Ledger sum = new Ledger(0, Map.of(), 0, 0, 0);
        for (AdaptiveBatcher<E> batcher : collectors.all()) {
            sum = sum.plus(batcher.ledger());
        }
        return sum;
    }
}

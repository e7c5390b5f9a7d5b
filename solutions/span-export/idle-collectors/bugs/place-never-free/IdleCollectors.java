package happensbefore.exercises.idlecollectors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A queue for each key, for as long as it is needed.
public final class IdleCollectors<K, E> {
    /// What became of an item.
    public enum Answer {
        ACCEPTED,
        /// So many keys have a queue already.
        NO_ROOM,
        CLOSED
    }

    /// One key's items.
    private static final class Collector<E> {
        private final List<E> items = new ArrayList<>(); // guarded by this
        private boolean ended; // guarded by this

        synchronized boolean add(E item) {
            return !ended && items.add(item);
        }

        synchronized List<E> take() {
            List<E> taken = List.copyOf(items);
            items.clear();
            return taken;
        }

        synchronized boolean endIfIdle() {
            boolean idle = !ended && items.isEmpty();
            ended |= idle;
            return idle;
        }

        synchronized List<E> end() {
            ended = true;
            return take();
        }
    }

    private final int maxKeys;
    private final Map<K, Collector<E>> collectors = new ConcurrentHashMap<>(); // changed under the monitor
    private final LongAdder refused = new LongAdder();
    private boolean closed; // guarded by this
    private int begun; // guarded by this

    /// @param maxKeys that have a queue at the same time; 1 or more
    public IdleCollectors(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /// Queues the item under its key. Any thread.
    public Answer submit(K key, E item) {
        while (true) {
            Collector<E> collector = collectors.get(key);
            if (collector != null && collector.add(item)) {
                return Answer.ACCEPTED;
            }
            Answer refusal = begin(key, collector);
            if (refusal != null) {
                refused.increment();
                return refusal;
            }
        }
    }

    /// @param ended in whose place another one begins
    /// @return null when the key has a collector now
    private synchronized @Nullable Answer begin(K key, @Nullable Collector<E> ended) {
        if (closed) {
            return Answer.CLOSED;
        }
        if (ended != null) {
            boolean _ = collectors.remove(key, ended);
        }
        if (collectors.containsKey(key)) {
            return null;
        }
        if (begun == maxKeys) {
            return Answer.NO_ROOM;
        }
        begun++;
        collectors.put(key, new Collector<>());
        return null;
    }

    /// Takes all that is queued under the key, the oldest item first. Any thread.
    public List<E> take(K key) {
        Collector<E> collector = collectors.get(key);
        return collector == null ? List.of() : collector.take();
    }

    /// Ends the key's queue, if it has one and that holds nothing. Any thread.
    ///
    /// @return whether it has ended one
    public synchronized boolean retire(K key) {
        Collector<E> collector = collectors.get(key);
        if (collector == null || !collector.endIfIdle()) {
            return false;
        }
        collectors.remove(key);
        return true;
    }

    /// Lets nothing in any more. Any thread.
    ///
    /// @return what was queued, by key; nothing for a key without items
    public synchronized Map<K, List<E>> close() {
        closed = true;
        Map<K, List<E>> rest = new HashMap<>();
        collectors.forEach((key, collector) -> {
            List<E> items = collector.end();
            if (!items.isEmpty()) {
                rest.put(key, items);
            }
        });
        collectors.clear();
        return rest;
    }

    /// How many keys have a queue, of at most `maxKeys`. Any thread.
    public int size() {
        return collectors.size();
    }

    /// How many items were not accepted. Any thread.
    public long refused() {
        return refused.sum();
    }
}

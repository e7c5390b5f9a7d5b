package happensbefore.exercises.idlecollectors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A queue for each key, for as long as it is needed.
public final class IdleCollectors<K, E> {
    /// What became of an item.
    public enum Answer {
        ACCEPTED,
        /// So many keys have a queue already.
        NO_ROOM,
        CLOSED
    }

    private final int maxKeys;
    private final Map<K, Queue<E>> queues = new ConcurrentHashMap<>();

    /// @param maxKeys that have a queue at the same time; 1 or more
    public IdleCollectors(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /// Queues the item under its key. Any thread.
    public Answer submit(K key, E item) {
        queues.computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>()).add(item);
        return Answer.ACCEPTED;
    }

    /// Takes all that is queued under the key, the oldest item first. Any thread.
    public List<E> take(K key) {
        List<E> items = new ArrayList<>();
        Queue<E> queue = queues.get(key);
        if (queue != null) {
            E item;
            while ((item = queue.poll()) != null) {
                items.add(item);
            }
        }
        return items;
    }

    /// Ends the key's queue, if it has one and that holds nothing. Any thread.
    ///
    /// @return whether it has ended one
    public boolean retire(K key) {
        Queue<E> queue = queues.get(key);
        return queue != null && queue.isEmpty() && queues.remove(key) != null;
    }

    /// Lets nothing in any more. Any thread.
    ///
    /// @return what was queued, by key; nothing for a key without items
    public Map<K, List<E>> close() {
        Map<K, List<E>> rest = new HashMap<>();
        queues.forEach((key, queue) -> rest.put(key, List.copyOf(queue)));
        queues.clear();
        return rest;
    }

    /// How many keys have a queue, of at most `maxKeys`. Any thread.
    public int size() {
        return queues.size();
    }

    /// How many items were not accepted. Any thread.
    public long refused() {
        return 0;
    }
}

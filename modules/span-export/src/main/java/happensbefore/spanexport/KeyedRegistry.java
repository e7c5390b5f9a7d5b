package happensbefore.spanexport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// One value for each key, made when it is first asked for, for so many keys; until it is closed.
///
/// - Invariant: a key has one value at most, ever. What [#close] returns is all that were ever made.
/// - Linearizes: where a value is found; else under the monitor.
/// - Progress: a value that is there is found without a lock. One is made under the monitor.
///
/// For any number of threads.
public final class KeyedRegistry<K, V> {
    private final int most;
    private final Function<? super K, ? extends V> maker;
    private final V other;
    private final Map<K, V> values = new ConcurrentHashMap<>(); // changed under the monitor
    private boolean closed; // guarded by this

    /// @param most keys that have a value of their own
    /// @param maker called under the monitor, once for a key
    /// @param other for all other keys, and for who comes after the close
    public KeyedRegistry(int most, Function<? super K, ? extends V> maker, V other) {
        this.most = most;
        this.maker = maker;
        this.other = other;
    }

    // @start region="get"
    /// The key's value, which is made now if there is none; or the one for all others.
    public V get(K key) {
        V known = values.get(key);
        return known != null ? known : make(key);
    }

    private synchronized V make(K key) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        if (closed || values.size() == most) {
            return other;
        }
        V made = maker.apply(key);
        values.put(key, made);
        return made;
    }

    /// Lets no more values be made.
    ///
    /// @return all that were ever made, and the one for all others
    public synchronized List<V> close() {
        closed = true;
        return all();
    }
    // @end

    /// All values that there are now, and the one for all others.
    public List<V> all() {
        List<V> all = new ArrayList<>(values.values());
        all.add(other);
        return all;
    }

    /// The value for all others.
    public V other() {
        return other;
    }

    /// The values of keys that have one of their own.
    public Map<K, V> byKey() {
        return Map.copyOf(values);
    }
}

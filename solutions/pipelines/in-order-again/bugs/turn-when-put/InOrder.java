package happensbefore.exercises.inorderagain;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Puts the parts that several workers make of numbered items back into the order of the items. For any number of
/// workers, and one thread that takes.
///
/// - Invariant: what is here belongs to `turn` or to a later item; all before it was taken. There are never more than
///   `room` parts here, but for those of one item that came in its turn.
/// - Progress: who has the item whose turn it is never waits, so whoever waits, waits for a worker that does not.
public final class InOrder<T> {
    private final int room;
    private final Map<Long, Queue<T>> items = new HashMap<>(); // guarded by this, as all below
    private long turn;
    private long coming; // the first that is not in
    private long end = Long.MAX_VALUE;
    private int held;

    /// @param room how many parts may be here, 1 or more; an item whose turn has come is let in all the same
    public InOrder(int room) {
        this.room = room;
    }

    /// Hands over all parts of an item, or none when the item came to nothing. Once for each number, from 0.
    ///
    /// @throws InterruptedException when interrupted while it waits for room; the item is not in
    public synchronized void put(long number, List<T> parts) throws InterruptedException {
        while (number > coming && held + parts.size() > room) {
            wait();
        }
        items.put(number, new ArrayDeque<>(parts));
        held += parts.size();
        while (items.containsKey(coming)) {
            coming++;
        }
        passDoneItems();
        notifyAll();
    }

    /// The next part, in the order of the items.
    ///
    /// @return null when there is none left
    /// @throws InterruptedException when interrupted while it waits for the next
    public synchronized @Nullable T take() throws InterruptedException {
        while (true) {
            Queue<T> current = items.get(turn);
            T part = current == null ? null : current.poll();
            if (part != null) {
                held--;
                passDoneItems();
                notifyAll();
                return part;
            }
            if (turn >= end) {
                return null;
            }
            wait();
        }
    }

    private void passDoneItems() {
        for (Queue<T> current = items.get(turn); current != null && current.isEmpty(); current = items.get(turn)) {
            items.remove(turn);
            turn++;
        }
    }

    /// Says how many items there are: numbers from `items` on will not come. Those below may still.
    public synchronized void end(long items) {
        end = items;
        notifyAll();
    }

    /// How many parts are here.
    public synchronized int held() {
        return held;
    }
}

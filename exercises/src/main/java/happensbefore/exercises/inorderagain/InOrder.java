package happensbefore.exercises.inorderagain;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Puts the parts that several workers make of numbered items back into the order of the items. For any number of
/// workers, and one thread that takes.
public final class InOrder<T> {
    private final LinkedBlockingQueue<T> parts;
    private volatile boolean ended;

    /// @param room how many parts may be here, 1 or more; an item whose turn has come is let in all the same
    public InOrder(int room) {
        parts = new LinkedBlockingQueue<>(room);
    }

    /// Hands over all parts of an item, or none when the item came to nothing. Once for each number, from 0.
    ///
    /// @throws InterruptedException when interrupted while it waits for room; the item is not in
    public void put(long number, List<T> parts) throws InterruptedException {
        for (T part : parts) {
            this.parts.put(part); // the workers came in order, so they go in order
        }
    }

    /// The next part, in the order of the items.
    ///
    /// @return null when there is none left
    /// @throws InterruptedException when interrupted while it waits for the next
    public @Nullable T take() throws InterruptedException {
        return ended ? parts.poll() : parts.take();
    }

    /// Says how many items there are: numbers from `items` on will not come. Those below may still.
    public void end(long items) {
        ended = true;
    }

    /// How many parts are here.
    public int held() {
        return parts.size();
    }
}

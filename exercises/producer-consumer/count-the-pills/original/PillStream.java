package happensbefore.exercises.countthepills;

import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// A stream with an end, over a queue that has none.
public final class PillStream<E> {
    private static final Object PILL = "END";

    private final BlockingQueue<Object> queue;
    private volatile int left; // producers that are not done

    /// @param producers how many there are, 1 or more
    public PillStream(BlockingQueue<Object> queue, int producers) {
        this.queue = queue;
        left = producers;
    }

    /// Puts the item, and waits for room.
    public void put(E item) throws InterruptedException {
        queue.put(item);
    }

    /// Says that one producer has no more.
    public void done() throws InterruptedException {
        left--;
        queue.put(PILL);
    }

    /// The oldest item; waits for one, or for the end.
    ///
    /// @return null when every producer is done and every item was taken
    @SuppressWarnings("unchecked") // what is not the pill was put, and is an item
    public @Nullable E take() throws InterruptedException {
        Object next = queue.take();
        if (PILL.equals(next)) {
            return null;
        }
        return (E) next;
    }
}

package happensbefore.exercises.honestflush;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Sends items in batches, and tells what became of them.
public final class HonestBatcher<E> {
    /// Sends a batch; the future says later whether it was delivered. It may throw, and its future may fail.
    @FunctionalInterface
    public interface Sender<E> {
        /// @param batch the sender's own from now on
        CompletableFuture<Boolean> send(List<E> batch);
    }

    /// Every item that was ever added, by where it is now.
    public record Counts(long added, long delivered, long lost, long inFlight, long waiting) {}

    private final int batchSize;
    private final Sender<E> sender;
    private final List<E> waiting = new ArrayList<>(); // guarded by this, as all below
    private long added;
    private long delivered;

    /// @param batchSize 1 or more
    public HonestBatcher(int batchSize, Sender<E> sender) {
        this.batchSize = batchSize;
        this.sender = sender;
    }

    /// Adds the item; the one that fills the batch sends it. Never throws. Any thread.
    public synchronized void add(E item) {
        added++;
        waiting.add(item);
        if (waiting.size() == batchSize) {
            send();
        }
    }

    /// Sends what waits. Any thread.
    ///
    /// @return completed when the fate of every item added before is known: true when all those that waited or
    ///     were in flight were delivered
    public synchronized CompletableFuture<Boolean> flush() {
        if (!waiting.isEmpty()) {
            send();
        }
        return CompletableFuture.completedFuture(true);
    }

    private void send() {
        sender.send(waiting);
        delivered += waiting.size();
        waiting.clear();
    }

    /// All counts as of one moment. Any thread.
    public synchronized Counts counts() {
        return new Counts(added, delivered, 0, 0, waiting.size());
    }
}

package happensbefore.exercises.honestflush;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    /// A batch on its way.
    private record Flight<E>(List<E> items, CompletableFuture<Boolean> fate) {}

    private final int batchSize;
    private final Sender<E> sender;
    private final List<E> waiting = new ArrayList<>(); // guarded by this, as all below
    private final Set<Flight<E>> flights = new LinkedHashSet<>();
    private long added;
    private long delivered;
    private long lost;
    private long inFlight;

    /// @param batchSize 1 or more
    public HonestBatcher(int batchSize, Sender<E> sender) {
        this.batchSize = batchSize;
        this.sender = sender;
    }

    /// Adds the item; the one that fills the batch sends it. Never throws. Any thread.
    public void add(E item) {
        Flight<E> full;
        synchronized (this) {
            added++;
            waiting.add(item);
            if (waiting.size() < batchSize) {
                return;
            }
            full = takeOff();
        }
        send(full);
    }

    /// Sends what waits. Any thread.
    ///
    /// @return completed when the fate of every item added before is known: true when all those that waited or
    ///     were in flight were delivered
    public CompletableFuture<Boolean> flush() {
        Flight<E> rest = null;
        List<CompletableFuture<Boolean>> fates = new ArrayList<>();
        synchronized (this) {
            if (!waiting.isEmpty()) {
                rest = takeOff();
            }
            for (Flight<E> flight : flights) {
                fates.add(flight.fate());
            }
        }
        if (rest != null) {
            send(rest);
        }
        return CompletableFuture.allOf(fates.toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> {
                    boolean all = true;
                    for (CompletableFuture<Boolean> fate : fates) {
                        all &= fate.join();
                    }
                    return all;
                });
    }

    /// All counts as of one moment. Any thread.
    public synchronized Counts counts() {
        return new Counts(added, delivered, lost, inFlight, waiting.size());
    }

    private synchronized Flight<E> takeOff() {
        Flight<E> flight = new Flight<>(List.copyOf(waiting), new CompletableFuture<>());
        waiting.clear();
        flights.add(flight);
        inFlight += flight.items().size();
        return flight;
    }

    private void send(Flight<E> flight) {
        sender.send(flight.items()).whenComplete((success, failure) -> land(flight, failure == null && success));
    }

    private void land(Flight<E> flight, boolean success) {
        int items = flight.items().size();
        synchronized (this) {
            flights.remove(flight);
            inFlight -= items;
            if (success) {
                delivered += items;
            } else {
                lost += items;
            }
        }
        flight.fate().complete(success); // outside the lock: it runs whatever waits for it
    }
}

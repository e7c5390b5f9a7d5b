package happensbefore.spanexport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The books of a batcher: every item from its acceptance to its end. No thread of its own, and nobody waits
/// here.
///
/// - Invariant: an accepted item is in the ring, in one of the flights, or counted once, as exported or as
///   dropped.
/// - Linearizes: an acceptance at the ring's CAS; all that comes after it under the monitor.
/// - Progress: accepting is lock-free. The monitor is held for one batch's polls at most.
///
/// For any number of threads.
public final class Backlog<E> {
    /// What [#offer] returns for an item that weighs more than all items together may.
    public static final long TOO_LARGE = -3;

    private final ClosableRing<E> ring;
    private final @Nullable ToLongFunction<? super E> weigher;
    private final long maxWeight;
    private final AtomicLong weight = new AtomicLong(); // of what is queued or in flight
    private final Map<Drop, LongAdder> droppedOutside = new EnumMap<>(Drop.class); // of what was never accepted
    private final LongAdder late = new LongAdder();
    private volatile long departures; // written under the monitor

    private final Set<Flight<E>> flights = new LinkedHashSet<>(); // guarded by this, as all below
    private final List<Flush> flushes = new ArrayList<>(); // those for which not everything has taken off
    private final Map<Drop, Long> dropped = new EnumMap<>(Drop.class);
    private long exported;
    private long inFlight;

    /// @param capacity items that can be queued; rounded up to a power of two
    /// @param aside so many items in flight take no room in the queue; all above do
    /// @param maxWeight of what is queued and in flight
    /// @param weigher null when there is no bound on weight; gives the same for the same item each time
    public Backlog(int capacity, int aside, long maxWeight, @Nullable ToLongFunction<? super E> weigher) {
        ring = new ClosableRing<>(capacity, aside);
        this.maxWeight = maxWeight;
        this.weigher = weigher;
        for (Drop reason : Drop.values()) {
            droppedOutside.put(reason, new LongAdder());
        }
    }

    // @start region="offer"
    /// Accepts the item, if there is room.
    ///
    /// @return how many were accepted before it; or [ClosableRing#FULL], [ClosableRing#CLOSED] or [#TOO_LARGE]
    public long offer(E item) {
        return weigher == null ? ring.offer(item) : offerWeighed(item, weigher.applyAsLong(item));
    }

    private long offerWeighed(E item, long itemWeight) {
        if (itemWeight > maxWeight) {
            return TOO_LARGE;
        }
        long before;
        do {
            before = weight.get();
            if (before + itemWeight > maxWeight) {
                return ring.isClosed() ? ClosableRing.CLOSED : ClosableRing.FULL;
            }
        } while (!weight.compareAndSet(before, before + itemWeight));
        long index = ring.offer(item);
        if (index < 0) {
            weight.addAndGet(-itemWeight);
        }
        return index;
    }

    /// Counts an item that was not accepted.
    public void refused(Drop reason) {
        counter(reason).increment();
    }
    // @end

    // @start region="take"
    /// Takes the oldest items out, to be exported.
    ///
    /// @return null when there is none, or the oldest one is not in its slot yet
    public @Nullable Flight<E> take(int most) {
        List<E> items = new ArrayList<>(Math.min(most, queuedNow()));
        synchronized (this) {
            E item;
            while (items.size() < most && (item = ring.poll()) != null) {
                items.add(item);
            }
            if (items.isEmpty()) {
                return null;
            }
            departures++;
            Flight<E> flight = new Flight<>(Collections.unmodifiableList(items), weightOf(items));
            flights.add(flight);
            inFlight += items.size();
            for (Iterator<Flush> each = flushes.iterator(); each.hasNext(); ) {
                Flush flush = each.next();
                flush.tookOff();
                flight.flushes().add(flush);
                if (!flush.covers(ring.taken())) {
                    each.remove();
                }
            }
            return flight;
        }
    }

    /// Enters what became of a flight.
    ///
    /// @param loss null when its items were delivered
    /// @return false when that was known before: nothing is counted twice
    public boolean land(Flight<E> flight, @Nullable Drop loss) {
        return land(flight, loss, loss == null ? 0 : flight.items().size());
    }

    /// Enters what became of a flight of which not all may be lost.
    ///
    /// @param loss why so many of its items are lost; null when none is
    boolean land(Flight<E> flight, @Nullable Drop loss, int lost) {
        List<Flush> decided = new ArrayList<>();
        synchronized (this) {
            if (!flights.remove(flight)) {
                return false;
            }
            weight.addAndGet(-flight.weight());
            departures++;
            ring.release(flight.items().size());
            inFlight -= flight.items().size();
            exported += flight.items().size() - lost;
            if (loss != null) {
                dropped.merge(loss, (long) lost, Long::sum);
            }
            for (Flush flush : flight.flushes()) {
                flush.landed();
                if (loss != null) {
                    flush.lost();
                }
                if (flush.isDecided(ring.taken())) {
                    decided.add(flush);
                }
            }
        }
        decided.forEach(Flush::tell);
        return true;
    }
    // @end

    // @start region="displace"
    /// Drops the oldest item.
    ///
    /// @return false when there is none, or it is not in its slot yet
    public boolean displace() {
        return dropOldest(Drop.DISPLACED);
    }

    private boolean dropOldest(Drop reason) {
        List<Flush> decided = new ArrayList<>();
        E oldest;
        synchronized (this) {
            oldest = ring.poll();
            if (oldest == null) {
                return false;
            }
            ring.release(1);
            dropped.merge(reason, 1L, Long::sum);
            for (Iterator<Flush> each = flushes.iterator(); each.hasNext(); ) {
                Flush flush = each.next();
                flush.lost(); // it waits for the oldest item, or it would not be here
                if (!flush.covers(ring.taken())) {
                    each.remove();
                    if (flush.isDecided(ring.taken())) {
                        decided.add(flush);
                    }
                }
            }
        }
        weight.addAndGet(-weightOf(List.of(oldest)));
        decided.forEach(Flush::tell);
        return true;
    }
    // @end

    // @start region="flush"
    /// What will have become of all that is queued or in flight now: true when every item was delivered.
    public CompletableFuture<Boolean> flush() {
        Flush flush;
        boolean decided;
        synchronized (this) {
            flush = new Flush(ring.accepted());
            for (Flight<E> flight : flights) {
                flight.flushes().add(flush);
                flush.tookOff();
            }
            decided = flush.isDecided(ring.taken());
            if (flush.covers(ring.taken())) {
                flushes.add(flush);
            }
        }
        if (decided) {
            flush.tell();
        }
        return flush.done();
    }
    // @end

    /// Lets nothing in any more.
    public synchronized void close() {
        ring.close();
        departures++;
    }

    /// Changes after whatever may let in what was refused for lack of room.
    public long departures() {
        return departures;
    }

    /// Drops all that is queued, and gives up what is in flight. Only after [#close].
    public void abandon() {
        while (ring.taken() < ring.accepted()) {
            if (!dropOldest(Drop.ABANDONED)) {
                Thread.onSpinWait(); // its producer is about to fill the slot
            }
        }
        List<Flight<E>> left;
        synchronized (this) {
            left = List.copyOf(flights);
        }
        left.forEach(flight -> land(flight, Drop.EXPORT_TIMED_OUT));
    }

    /// Counts items that were delivered after they had been counted as dropped.
    public void deliveredLate(int items) {
        late.add(items);
    }

    // @start region="ledger"
    /// Where all items are. Flights and their ends are of one moment; acceptances end with the read of
    /// `accepted`.
    public synchronized Ledger ledger() {
        Map<Drop, Long> all = new EnumMap<>(Drop.class);
        droppedOutside.forEach((reason, count) -> all.put(reason, count.sum()));
        dropped.forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return new Ledger(exported, all, ring.accepted() - ring.taken(), inFlight, late.sum());
    }
    // @end

    /// How many items were ever accepted.
    public long accepted() {
        return ring.accepted();
    }

    /// How many items have ever left the queue.
    public long taken() {
        return ring.taken();
    }

    /// Whether weight has a bound, so that there may be no room though few items are queued and in flight.
    public boolean isWeighed() {
        return weigher != null;
    }

    /// How many items can be queued.
    public int capacity() {
        return ring.capacity();
    }

    private int queuedNow() {
        long taken = ring.taken();
        return (int) (ring.accepted() - taken);
    }

    private long weightOf(List<E> items) {
        return weigher == null ? 0 : items.stream().mapToLong(weigher).sum();
    }

    private LongAdder counter(Drop reason) {
        LongAdder counter = droppedOutside.get(reason);
        if (counter == null) {
            throw new IllegalStateException("every reason has a counter");
        }
        return counter;
    }
}

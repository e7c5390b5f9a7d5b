package happensbefore.spanexport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The queue of one backend, and what became of every item that was meant for it.
///
/// - Invariant: a batch that was accepted is in the queue, in flight, or counted once, all its items at a time.
/// - Invariant: what the exporter holds takes room until the exporter has answered, also when it was given up.
/// - Linearizes: each step under the monitor, under which nobody waits, and nobody else's code runs.
///
/// For any number of threads.
public final class LaneBooks<B> {
    private final long maxItems;
    private final long maxWeight;

    private final ArrayDeque<Parcel<B>> queue = new ArrayDeque<>(); // guarded by this, as all below
    private final Set<Parcel<B>> flying = new LinkedHashSet<>();
    private final Map<Drop, Long> dropped = new EnumMap<>(Drop.class);
    private boolean closed;
    private long heldItems;
    private long heldWeight;
    private long queued;
    private long inFlight;
    private long exported;
    private long late;

    /// @param maxItems that are queued, in flight, or still held by the exporter
    /// @param maxWeight of the same, in the caller's unit
    public LaneBooks(long maxItems, long maxWeight) {
        this.maxItems = maxItems;
        this.maxWeight = maxWeight;
    }

    // @start region="offer"
    /// Accepts a batch if there is room for it; if not, counts its items as dropped.
    ///
    /// @return its verdict: complete already when it was not accepted
    public synchronized CompletableFuture<Verdict> offer(B batch, int items, long weight) {
        Parcel<B> parcel = new Parcel<>(batch, items, weight);
        if (accept(parcel)) {
            queue.add(parcel);
            queued += items;
        }
        return parcel.verdict();
    }

    /// As [#offer], for a batch that waits in no queue: it is in flight at once.
    ///
    /// @return the batch, whose verdict is complete already when it was not accepted
    public synchronized Parcel<B> admit(B batch, int items, long weight) {
        Parcel<B> parcel = new Parcel<>(batch, items, weight);
        if (accept(parcel)) {
            flying.add(parcel);
            inFlight += items;
        }
        return parcel;
    }

    private boolean accept(Parcel<B> parcel) {
        Drop refusal = refusal(parcel.items(), parcel.weight());
        if (refusal == null) {
            heldItems += parcel.items();
            heldWeight += parcel.weight();
            return true;
        }
        dropped.merge(refusal, (long) parcel.items(), Long::sum);
        parcel.verdict().complete(Verdict.lost(refusal)); // nobody else has it: nothing depends on it yet
        return false;
    }

    private @Nullable Drop refusal(int items, long weight) {
        if (closed) {
            return Drop.ALREADY_SHUTDOWN;
        }
        if (items > maxItems || weight > maxWeight) {
            return Drop.TOO_LARGE;
        }
        return heldItems > maxItems - items || heldWeight > maxWeight - weight ? Drop.QUEUE_FULL : null;
    }
    // @end

    /// Takes the oldest batch out of the queue: now it is in flight.
    ///
    /// @return null when none is queued
    public synchronized @Nullable Parcel<B> take() {
        Parcel<B> parcel = queue.poll();
        if (parcel != null) {
            flying.add(parcel);
            queued -= parcel.items();
            inFlight += parcel.items();
        }
        return parcel;
    }

    // @start region="attempt"
    /// An attempt begins.
    ///
    /// @return false when none is needed: an earlier attempt was given up and the backend has taken the batch
    ///     since, or the batch itself was given up
    public synchronized boolean handOut(Parcel<B> parcel) {
        if (parcel.word() != null || parcel.isLanded()) {
            return false;
        }
        parcel.handedOut();
        return true;
    }

    /// The exporter has answered an attempt, however late.
    ///
    /// @param verdict on this attempt; any loss but [Drop#REJECTED] says no more than that it failed
    public synchronized void answered(Parcel<B> parcel, Verdict verdict) {
        if (parcel.answered(verdict) && parcel.isLanded()) {
            late += verdict.deliveredOf(parcel.items());
        }
        if (parcel.isGone()) {
            release(parcel);
        }
    }
    // @end

    // @start region="land"
    /// Enters what became of a batch. What the backend has taken in one attempt it has taken, whatever became of
    /// the others.
    ///
    /// @return false when that was known before: nothing is counted twice
    public boolean land(Parcel<B> parcel, Verdict verdict) {
        Verdict known;
        synchronized (this) {
            if (!flying.remove(parcel)) {
                return false;
            }
            Verdict word = parcel.word();
            known = word == null ? verdict : word;
            inFlight -= parcel.items();
            count(parcel, known);
        }
        parcel.verdict().complete(known);
        return true;
    }

    private void count(Parcel<B> parcel, Verdict verdict) {
        long taken = verdict.deliveredOf(parcel.items());
        exported += taken;
        Drop loss = verdict.loss();
        if (loss != null) {
            dropped.merge(loss, parcel.items() - taken, Long::sum);
        }
        parcel.land();
        if (parcel.isGone()) {
            release(parcel);
        }
    }

    private void release(Parcel<B> parcel) {
        heldItems -= parcel.items();
        heldWeight -= parcel.weight();
    }
    // @end

    // @start region="flush"
    /// What will have become of all that is queued or in flight now.
    ///
    /// @return a future of the caller's own: true when every batch was delivered
    public CompletableFuture<Boolean> flush() {
        List<CompletableFuture<Verdict>> open = new ArrayList<>();
        synchronized (this) {
            queue.forEach(parcel -> open.add(parcel.verdict()));
            flying.forEach(parcel -> open.add(parcel.verdict()));
        }
        return CompletableFuture.allOf(open.toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> open.stream().allMatch(verdict -> verdict.join().delivered()));
    }
    // @end

    /// Lets nothing in any more.
    public synchronized void close() {
        closed = true;
    }

    /// Whether nothing is queued, and nothing will be.
    public synchronized boolean isDrained() {
        return closed && queue.isEmpty();
    }

    public synchronized boolean hasQueued() {
        return !queue.isEmpty();
    }

    /// Gives up all that is queued or in flight. Only after [#close].
    public void abandon() {
        List<Parcel<B>> left = new ArrayList<>();
        synchronized (this) {
            for (Parcel<B> parcel = take(); parcel != null; parcel = take()) {
                left.add(parcel);
            }
        }
        left.forEach(parcel -> land(parcel, Verdict.lost(Drop.ABANDONED)));
        List<Parcel<B>> flights;
        synchronized (this) {
            flights = List.copyOf(flying);
        }
        flights.forEach(parcel -> land(parcel, Verdict.lost(Drop.EXPORT_TIMED_OUT)));
    }

    /// Where all items are, as of one moment.
    public synchronized Ledger ledger() {
        return new Ledger(exported, dropped, queued, inFlight, late);
    }

    /// Whether a batch of this size would be accepted now.
    public synchronized boolean hasRoom(int items, long weight) {
        return refusal(items, weight) == null;
    }

    /// How many items take room: those queued and in flight, and those that were given up and not answered.
    public synchronized long held() {
        return heldItems;
    }
}

package happensbefore.producerconsumer;

import happensbefore.lockfree.BoundedQueue;
import happensbefore.lockfree.MpmcRingQueue;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// What the handles of one hand-over share: the ring, where each side waits, and who is still there.
///
/// - Invariant: every item counted as produced is in the ring, or on its way there, or counted as consumed or dropped.
///   Who closes the last handle of all finds the ring unused by others, and counts what is left in it as abandoned.
/// - The end: `ended` is set after the last producer's last item is in the ring. So who has read `ended`, and then
///   finds nothing, will never find anything.
/// - The lock guards who is there. No item passes through it.
final class RingHandOver<E> {
    final BoundedQueue<E> ring;
    final WaitPoint notEmpty;
    final WaitPoint notFull;
    final Overload overload;
    final int spins;

    private final Set<Tally> producing = new LinkedHashSet<>(); // guarded by this, as all below that is not volatile
    private final Set<Tally> consuming = new LinkedHashSet<>();
    private long produced; // by closed handles, as are the next four
    private long consumed;
    private long producerWait;
    private long consumerWait;
    private final long[] dropped = new long[DropReason.values().length];

    private volatile boolean ended; // no producer is left
    private volatile boolean abandoned; // no consumer is left

    /// @param makeRing of a capacity; not asked where producers remove items, as then only a ring for many will do
    RingHandOver(int capacity, IntFunction<BoundedQueue<E>> makeRing, WaitStrategy strategy, Overload overload) {
        ring = overload instanceof Overload.DropOldest ? new MpmcRingQueue<>(capacity) : makeRing.apply(capacity);
        this.overload = overload;
        notEmpty = new WaitPoint(strategy);
        notFull = new WaitPoint(strategy);
        spins = strategy instanceof WaitStrategy.Park(int spins) ? spins : WaitStrategy.SHORT_SPIN;
    }

    boolean ended() {
        return ended;
    }

    boolean abandoned() {
        return abandoned;
    }

    synchronized Tally openProducer() {
        Tally tally = new Tally();
        producing.add(tally);
        return tally;
    }

    synchronized Tally openConsumer() {
        Tally tally = new Tally();
        consuming.add(tally);
        return tally;
    }

    // @start region="close"
    void closeProducer(Tally tally) {
        synchronized (this) {
            producing.remove(tally);
            produced += tally.moved();
            producerWait += tally.waitedNanos();
            retire(tally);
            ended = producing.isEmpty();
        }
        if (ended) {
            notEmpty.signalAll();
        }
    }

    void closeConsumer(Tally tally) {
        synchronized (this) {
            consuming.remove(tally);
            consumed += tally.moved();
            consumerWait += tally.waitedNanos();
            retire(tally);
            abandoned = consuming.isEmpty();
        }
        if (abandoned) {
            notFull.signalAll();
        }
    }

    private void retire(Tally tally) {
        for (DropReason reason : DropReason.values()) {
            dropped[reason.ordinal()] += tally.dropped(reason);
        }
        if (producing.isEmpty() && consuming.isEmpty()) {
            while (ring.poll() != null) {
                dropped[DropReason.ABANDONED.ordinal()]++;
            }
        }
    }
    // @end

    // @start region="counts"
    /// Reads what became of items before it reads how many there were: each end it sees, it also sees begun.
    synchronized Counts counts() {
        long consumedNow = consumed;
        long consumerWaitNow = consumerWait;
        for (Tally tally : consuming) {
            consumedNow += tally.moved();
            consumerWaitNow += tally.waitedNanos();
        }
        Map<DropReason, Long> droppedNow = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            long count = dropped[reason.ordinal()];
            for (Tally tally : producing) {
                count += tally.dropped(reason);
            }
            droppedNow.put(reason, count);
        }
        long producedNow = produced;
        long producerWaitNow = producerWait;
        for (Tally tally : producing) {
            producedNow += tally.moved();
            producerWaitNow += tally.waitedNanos();
        }
        return new Counts(producedNow, consumedNow, droppedNow, producerWaitNow, consumerWaitNow);
    }
    // @end
}

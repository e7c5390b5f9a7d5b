package happensbefore.lockfree;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Epoch-based reclamation of numbered nodes (Fraser, 2004): a retired node comes back only when no thread can hold it.
///
/// - Invariant: `epoch` moves from `e` to `e+1` only while every open guard was pinned in `e`. A node retired in
///   `e` was unreachable by then for later guards, so once `epoch` is `e+2` nobody holds it.
/// - Linearizes: `pin` at the CAS of its slot; an advance at the CAS of `epoch`.
/// - Progress: `pin`, `retire` and `close` are lock-free. Reclaiming is not: one guard that stays open stops it. The
///   backlog is then bounded by the number of nodes, and [#stall] names the thread in the way.
///
/// Nodes are numbers from 0 that their owner gives meaning to. For any number of platform and virtual threads.
public final class EpochReclaimer {
    private static final int GENERATIONS = 3;
    private static final int BATCH = 32;
    private static final int NONE = -1;

    private final AtomicLong epoch = new AtomicLong();
    private final AtomicReference<Slot[]> slots = new AtomicReference<>(grown(new Slot[0]));
    private final AtomicInteger[] limbo = new AtomicInteger[GENERATIONS]; // retired nodes, by epoch modulo 3
    private final int[] nextRetired;
    private final int[] depth;
    private final IntConsumer reclaim;
    private final LongAdder retired = new LongAdder();
    private final LongAdder reclaimed = new LongAdder();

    /// @param nodes how many nodes there are; their numbers are 0 to `nodes - 1`
    /// @param reclaim given each node that nobody holds any more, by the thread that found out; must not throw
    /// @throws IllegalArgumentException if `nodes` is not positive
    public EpochReclaimer(int nodes, IntConsumer reclaim) {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes must be positive: " + nodes);
        }
        this.nextRetired = new int[nodes];
        this.depth = new int[nodes];
        this.reclaim = Objects.requireNonNull(reclaim);
        Arrays.setAll(limbo, generation -> new AtomicInteger(NONE));
    }

    // @start region="pin"
    /// Enters the current epoch: no node that the caller can reach from now on is reclaimed until the guard is closed.
    public Guard pin() {
        int start = Long.hashCode(Thread.currentThread().threadId());
        for (; ; ) {
            Slot[] all = slots.get();
            Guard guard = null;
            for (int i = 0; i < all.length; i++) {
                Slot slot = all[(start + i) & (all.length - 1)];
                if (slot.get() == null) {
                    guard = new Guard(slot, epoch.get());
                    if (slot.compareAndSet(null, guard)) { // full fence: pairs with the scan in advance
                        return guard;
                    }
                }
            }
            slots.compareAndSet(all, grown(all));
        }
    }
    // @end

    /// Tries to move the epoch on, as far as it takes to free everything that was retired before the call.
    ///
    /// @return how many nodes came back; 0 while an open guard is in the way
    public int reclaim() {
        int count = 0;
        for (int i = 0; i < GENERATIONS; i++) {
            try (Guard guard = pin()) {
                count += guard.advance();
            }
        }
        return count;
    }

    /// The number of the current epoch; grows by one at a time.
    public long epoch() {
        return epoch.get();
    }

    /// Nodes retired so far.
    public long retired() {
        return retired.sum();
    }

    /// Nodes handed back so far.
    public long reclaimed() {
        return reclaimed.sum();
    }

    /// Nodes retired and not handed back yet. Never negative; exact when no call is running.
    public long backlog() {
        long done = reclaimed.sum(); // read first: a node is counted as retired before it can be reclaimed
        return retired.sum() - done;
    }

    /// Guards that are open now.
    public int pinned() {
        return (int) guards().count();
    }

    /// The guard that is in the way of the next epoch, if there is one: the oldest that was pinned in an earlier one.
    /// Passing guards are seen too; one seen again and again is stuck.
    public Optional<Stall> stall() {
        long now = epoch.get();
        return guards().filter(guard -> guard.pinnedIn < now)
                .min(Comparator.comparingLong(guard -> guard.pinnedIn))
                .map(guard -> new Stall(guard.thread, guard.pinnedIn, now, backlog()));
    }

    private Stream<Guard> guards() {
        return Arrays.stream(slots.get()).map(Slot::get).filter(Objects::nonNull);
    }

    private static Slot[] grown(Slot[] all) {
        int size = all.length == 0
                ? Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4
                : all.length * 2;
        Slot[] grown = Arrays.copyOf(all, size);
        for (int i = all.length; i < size; i++) {
            grown[i] = new Slot();
        }
        return grown;
    }

    /// A guard that holds up reclamation.
    ///
    /// @param thread the thread that pinned it
    /// @param pinnedIn the epoch it was pinned in
    /// @param epoch the epoch that was current
    /// @param backlog how many nodes were waiting
    public record Stall(Thread thread, long pinnedIn, long epoch, long backlog) {}

    /// Membership in an epoch, for the thread that pinned it. Closing it twice does nothing.
    public final class Guard implements AutoCloseable {
        private final Slot slot;
        private final long pinnedIn;
        private final Thread thread = Thread.currentThread();

        private Guard(Slot slot, long pinnedIn) {
            this.slot = slot;
            this.pinnedIn = pinnedIn;
        }

        // @start region="retire"
        /// Gives up a node that no newcomer can reach any more. The caller has taken out of it all it needs.
        ///
        /// @throws IllegalStateException if the guard is closed
        public void retire(int node) {
            if (slot.get() != this) {
                throw new IllegalStateException("this guard is closed");
            }
            retired.increment();
            AtomicInteger bag = limbo[(int) (epoch.get() % GENERATIONS)];
            int seen;
            do {
                seen = bag.get();
                nextRetired[node] = seen;
                depth[node] = seen == NONE ? 1 : depth[seen] + 1;
            } while (!bag.compareAndSet(seen, node)); // release: pairs with advance's getAndSet
            if (depth[node] % BATCH == 0) {
                advance();
            }
        }
        // @end

        // @start region="advance"
        /// Moves the epoch on if every open guard has reached it. Only then is what was retired two epochs ago free.
        /// This guard keeps the epoch from moving again, so nobody refills the bag while it is emptied.
        ///
        /// @return how many nodes came back
        private int advance() {
            long now = epoch.get();
            for (Slot other : slots.get()) {
                Guard guard = other.get(); // acquire: pairs with close, so a closed guard's reads are over
                if (guard != null && guard.pinnedIn != now) {
                    return 0;
                }
            }
            if (!epoch.compareAndSet(now, now + 1)) {
                return 0;
            }
            int count = 0;
            int node = limbo[(int) ((now + 2) % GENERATIONS)].getAndSet(NONE); // retired in now - 1
            while (node != NONE) {
                int next = nextRetired[node]; // read first: a reclaimed node may be retired again at once
                reclaim.accept(node);
                count++;
                node = next;
            }
            reclaimed.add(count);
            return count;
        }
        // @end

        @Override
        public void close() {
            if (slot.getPlain() == this) {
                slot.setRelease(null); // release: pairs with the scan in advance
            }
        }
    }

    /// Null, or the guard that has it. Padded, so that two threads that pin do not share a cache line.
    private static final class Slot extends AtomicReference<@Nullable Guard> {
        long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14;
    }
}

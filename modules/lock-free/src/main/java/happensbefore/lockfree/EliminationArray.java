package happensbefore.lockfree;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Slots where a thread that gives and one that takes can meet (Hendler, Shavit, Yerushalmi, 2004).
///
/// - Invariant: what is shown in a slot leaves it by one CAS, the taker's or its own thread's.
/// - Linearizes: both calls of a pair that met, at the CAS that takes the item out.
/// - Progress: wait-free; each call looks a bounded number of times.
///
/// What a thread did before `give` happens-before what another does after taking that item. For any number of
/// threads.
@SuppressWarnings("ReferenceEquality") // a slot shows this very item or not, whatever it calls equal
public final class EliminationArray<T> {
    private static final int STRIDE = 32; // slots lie on cache lines of their own

    private final AtomicReferenceArray<@Nullable T> slots;
    private final int spins;
    private final LongAdder met = new LongAdder();

    /// @param slots how many pairs can meet at once
    /// @param spins how often each side looks again before it gives up
    /// @throws IllegalArgumentException if `slots` is not positive or `spins` is negative
    public EliminationArray(int slots, int spins) {
        if (slots < 1 || spins < 0) {
            throw new IllegalArgumentException("at least 1 slot and 0 spins, not " + slots + " and " + spins);
        }
        this.slots = new AtomicReferenceArray<>(slots * STRIDE);
        this.spins = spins;
    }

    // @start region="eliminate"
    /// Shows the item in a random slot for a while.
    ///
    /// @param item never shown by two calls at once, nor again once it was taken
    /// @return whether another thread took it
    public boolean give(T item) {
        int slot = randomSlot();
        if (!slots.compareAndSet(slot, null, item)) { // release: pairs with the read in take
            return false;
        }
        for (int i = 0; i < spins && slots.get(slot) == item; i++) {
            Thread.onSpinWait();
        }
        return !slots.compareAndSet(slot, item, null); // lost: another thread has it
    }

    /// Looks into a random slot for a while; null if nothing was shown there.
    public @Nullable T take() {
        int slot = randomSlot();
        for (int i = 0; i <= spins; i++) {
            T shown = slots.get(slot);
            if (shown != null && slots.compareAndSet(slot, shown, null)) { // no ABA: not shown again once taken
                met.increment();
                return shown;
            }
            Thread.onSpinWait();
        }
        return null;
    }
    // @end

    /// Pairs that met.
    public long met() {
        return met.sum();
    }

    private int randomSlot() {
        return ThreadLocalRandom.current().nextInt(slots.length() / STRIDE) * STRIDE;
    }
}

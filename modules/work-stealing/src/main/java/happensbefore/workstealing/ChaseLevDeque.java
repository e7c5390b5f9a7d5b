package happensbefore.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One worker's tasks: their owner pushes and pops at the bottom, any other thread steals at the top (Chase and Lev,
/// "Dynamic circular work-stealing deque", SPAA 2005; the orderings as corrected by Lê, Pop, Cohen and Zappa Nardelli,
/// "Correct and efficient work-stealing for weak memory models", PPoPP 2013).
///
/// - Invariant: the items are those with an index from `top` on and below `bottom`. `top` never goes back. Only
///   the owner moves `bottom` and puts into slots; whoever took an item empties its slot, and only an empty slot
///   is put into.
/// - Linearizes: a push at its store of `bottom`; a pop at its store of `bottom`, that of the last item at its CAS of
///   `top`; a steal at its CAS of `top`; an empty one at its read of `bottom`, an empty pop at its read of `top`.
/// - Memory: what came before a push happens-before what follows the pop or steal that returns the item.
/// - Progress: wait-free but for growth, which copies. A steal that loses says so instead of trying again.
public final class ChaseLevDeque<T> {
    private static final int INITIAL_CAPACITY = 64;
    private static final int MAX_CAPACITY = 1 << 30;
    static final Object LOST = new Object();

    private static final VarHandle SLOTS =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final VarHandle TOP = handle("top", long.class);
    private static final VarHandle BOTTOM = handle("bottom", long.class);
    private static final VarHandle ARRAY = handle("array", Object[].class);

    // Unused longs keep what thieves write, and what the owner writes, on cache lines of their own.
    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    private long top;

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    private long bottom;
    private @Nullable Object[] array;
    private boolean copied; // the owner's own: the array may still hold copies of items that are gone

    long unused33, unused34, unused35, unused36, unused37, unused38, unused39, unused40;
    long unused41, unused42, unused43, unused44, unused45, unused46, unused47, unused48;

    /// What came of an attempt to steal.
    public sealed interface Steal<T> {
        /// @param item what was the oldest item, now the caller's
        record Stolen<T>(T item) implements Steal<T> {}

        /// There was nothing to steal.
        record Empty<T>() implements Steal<T> {
            private static final Empty<?> IT = new Empty<>();
        }

        /// Another thread was at the same item: there may be more, and to try again may succeed.
        record Lost<T>() implements Steal<T> {
            private static final Lost<?> IT = new Lost<>();
        }
    }

    /// A view of a deque that can only steal. For any thread.
    public static final class Stealer<T> {
        private final ChaseLevDeque<T> victim;

        private Stealer(ChaseLevDeque<T> victim) {
            this.victim = victim;
        }

        /// As [ChaseLevDeque#steal].
        public Steal<T> steal() {
            return victim.steal();
        }

        /// As [ChaseLevDeque#stealBatchInto].
        public Steal<T> stealBatchInto(ChaseLevDeque<? super T> local, int max) {
            return victim.stealBatchInto(local, max);
        }

        /// As [ChaseLevDeque#size].
        public int size() {
            return victim.size();
        }

        /// As [ChaseLevDeque#isEmpty].
        public boolean isEmpty() {
            return victim.isEmpty();
        }
    }

    public ChaseLevDeque() {
        this(INITIAL_CAPACITY);
    }

    /// @param initialCapacity from 1 to 2^30: items until the first growth; rounded up to a power of two, at least 2
    public ChaseLevDeque(int initialCapacity) {
        if (initialCapacity < 1 || initialCapacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "initialCapacity must be between 1 and " + MAX_CAPACITY + ", but was " + initialCapacity);
        }
        array = new Object[initialCapacity <= 2 ? 2 : Integer.highestOneBit(initialCapacity - 1) << 1];
    }

    // @start region="push"
    /// Adds the newest item. For the owner only. It is a release: an owner that looks afterwards whether a
    /// thread sleeps that should be woken puts a full fence between the two.
    ///
    /// @throws IllegalStateException when there are 2^30 items
    public void push(T item) {
        Objects.requireNonNull(item, "item");
        long bottom = this.bottom; // plain: no other thread writes it
        @Nullable Object[] array = this.array;
        if ((Object) SLOTS.getOpaque(array, slot(array, bottom)) != null) {
            array = makeRoom(bottom);
        }
        SLOTS.setOpaque(array, slot(array, bottom), (Object) item); // the next line publishes it
        BOTTOM.setRelease(this, bottom + 1); // release: pairs with take's read of bottom
    }

    /// The slot is not empty: the array is full, or who stole from the slot has not emptied it yet. A thief that comes
    /// late may then empty a slot of the old array, where nothing is put any more.
    private @Nullable Object[] makeRoom(long bottom) {
        long top = (long) TOP.getVolatile(this);
        @Nullable Object[] old = array;
        int capacity = bottom - top < old.length ? old.length : doubled(old.length);
        @Nullable Object[] fresh = new Object[capacity];
        for (long index = top; index < bottom; index++) {
            fresh[slot(fresh, index)] = (Object) SLOTS.getOpaque(old, slot(old, index));
        }
        ARRAY.setRelease(this, fresh); // release: pairs with take's read of array
        copied = true;
        return fresh;
    }
    // @end

    // @start region="pop"
    /// Takes the newest item, or returns null when there is none. For the owner only.
    public @Nullable T pop() {
        long bottom = this.bottom - 1;
        if ((long) TOP.getOpaque(this) > bottom) { // top only grows, and bottom is the owner's: empty it stays
            dropCopies();
            return null;
        }
        BOTTOM.setVolatile(this, bottom); // the store is seen before top is read: pairs with take's two reads
        long top = (long) TOP.getVolatile(this);
        if (top > bottom) {
            BOTTOM.setOpaque(this, top);
            return null;
        }
        @Nullable Object[] array = this.array;
        int slot = slot(array, bottom);
        Object item = (Object) SLOTS.getOpaque(array, slot);
        if (top == bottom) { // the last one: thieves see it too
            boolean won = TOP.compareAndSet(this, top, top + 1); // pairs with take's CAS
            BOTTOM.setOpaque(this, top + 1);
            if (!won) {
                return null;
            }
        }
        SLOTS.setOpaque(array, slot, (Object) null);
        return cast(item);
    }
    // @end

    /// A copy of an item that was stolen while [#makeRoom] copied it has nobody to empty its slot.
    private void dropCopies() {
        if (copied) {
            ARRAY.setRelease(this, new Object[array.length]);
            copied = false;
        }
    }

    /// Takes the oldest item. For any thread.
    public Steal<T> steal() {
        return told(take());
    }

    // @start region="steal"
    /// The oldest item, null when there is none, or [#LOST].
    private @Nullable Object take() {
        long top = (long) TOP.getVolatile(this); // in this order: pairs with pop's store of bottom and read of top
        long bottom = (long) BOTTOM.getVolatile(this); // and acquires what push released
        if (top >= bottom) {
            return null;
        }
        @Nullable Object[] array = (Object[]) ARRAY.getAcquire(this); // not older than bottom: push stores it before
        int slot = slot(array, top);
        Object item = (Object) SLOTS.getOpaque(array, slot); // before the CAS: afterwards it may be another item
        if (item == null || !TOP.compareAndSet(this, top, top + 1)) { // pairs with pop's read and CAS of top
            return LOST;
        }
        SLOTS.setOpaque(array, slot, (Object) null); // from now on the owner may put into it
        return item;
    }
    // @end

    /// Takes up to half of the items, oldest first: returns the first, and pushes the others in order into a deque that
    /// the calling thread owns. Each is taken by a CAS of its own, because the owner pops without one.
    ///
    /// @param max the most to take, at least 1
    public Steal<T> stealBatchInto(ChaseLevDeque<? super T> local, int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max must be at least 1, but was " + max);
        }
        int more = Math.min(max, size() + 1 >> 1) - 1;
        Object first = take();
        if (first != null && first != LOST) {
            for (int taken = 0; taken < more; taken++) {
                Object next = take();
                if (next == null || next == LOST) {
                    break;
                }
                local.push(this.<T>cast(next));
            }
        }
        return told(first);
    }

    /// A view for those who may only steal.
    public Stealer<T> stealer() {
        return new Stealer<>(this);
    }

    /// How many items there were at some moment of the call, give or take those that moved during it. One that
    /// the owner is about to pop counts as gone. For any thread.
    public int size() {
        long top = (long) TOP.getVolatile(this);
        long bottom = (long) BOTTOM.getVolatile(this);
        return (int) Math.clamp(bottom - top, 0, MAX_CAPACITY);
    }

    /// Whether [#size] is 0. For any thread.
    public boolean isEmpty() {
        return size() == 0;
    }

    /// Slots that hold a reference.
    int heldSlots() {
        int held = 0;
        for (Object slot : array) {
            held += slot == null ? 0 : 1;
        }
        return held;
    }

    static <T> Steal<T> told(@Nullable Object taken) {
        if (taken == null) {
            return ChaseLevDeque.cast(Steal.Empty.IT);
        }
        return taken == LOST ? ChaseLevDeque.cast(Steal.Lost.IT) : new Steal.Stolen<>(ChaseLevDeque.<T>cast(taken));
    }

    private static int slot(@Nullable Object[] array, long index) {
        return (int) index & (array.length - 1);
    }

    private static int doubled(int capacity) {
        if (capacity == MAX_CAPACITY) {
            throw new IllegalStateException("There are " + MAX_CAPACITY + " items, the most that a deque holds");
        }
        return capacity << 1;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // only what is a T is ever stored
    static <T> T cast(Object item) {
        return (T) item;
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(ChaseLevDeque.class, field, type)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

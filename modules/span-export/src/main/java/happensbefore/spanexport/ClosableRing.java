package happensbefore.spanexport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A bounded queue from any number of producer threads to one consumer at a time, which can be closed in one
/// step. Its bound may cover what was taken, too, until it is released.
///
/// A ring as Vyukov's (2010); the highest bit of `tail` says that it is closed, as in LCRQ (Morrison, Afek,
/// 2013).
///
/// - Invariant: `tail` is how many items were ever accepted, `head` how many were ever taken, `released` how many
///   of these take no room. Who moved `tail` past `i` fills slot `i`. Once the bit is set, `tail` never moves again.
/// - Linearizes: an offer at its CAS of `tail`, a close where it sets the bit, a refusal at its read of `tail`,
///   `head` or `released`.
/// - Memory: what came before `offer` happens-before what follows the `poll` that returns the item.
/// - Progress: offers are lock-free, a close is wait-free; a poll returns null, and does not wait, while the
///   producer of the oldest item has claimed its slot and not filled it.
public final class ClosableRing<E> {
    /// What [#offer] returns when there is no room.
    public static final long FULL = -1;

    /// What [#offer] returns after [#close].
    public static final long CLOSED = -2;

    private static final int MAX_CAPACITY = 1 << 30;
    private static final long ANY_NUMBER = Long.MAX_VALUE / 2;
    private static final long CLOSED_BIT = Long.MIN_VALUE;
    private static final VarHandle SLOTS =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final VarHandle TAIL = handle("tail");
    private static final VarHandle LIMIT = handle("limit");
    private static final VarHandle HEAD = handle("head");
    private static final VarHandle RELEASED = handle("released");

    // Unused longs keep what different threads write on different cache lines.
    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    private long tail; // with the closed bit

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    private long limit; // producers may fill slots below it

    long unused33, unused34, unused35, unused36, unused37, unused38, unused39, unused40;
    long unused41, unused42, unused43, unused44, unused45, unused46, unused47, unused48;

    private long head;

    private long released; // written by whoever holds the lock, as head is

    long unused49, unused50, unused51, unused52, unused53, unused54, unused55, unused56;
    long unused57, unused58, unused59, unused60, unused61, unused62, unused63, unused64;

    private final @Nullable Object[] slots;
    private final long most;

    /// Makes an empty queue whose items take no room once they are taken.
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public ClosableRing(int capacity) {
        this(capacity, ANY_NUMBER);
    }

    /// Makes an empty queue.
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    /// @param taken so many items that are taken and not [#release]d take no room; all above do
    public ClosableRing(int capacity, long taken) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity is 1 to " + MAX_CAPACITY + ", not " + capacity);
        }
        slots = new Object[capacity <= 2 ? 2 : Integer.highestOneBit(capacity - 1) << 1];
        most = slots.length + taken;
        limit = slots.length;
    }

    // @start region="offer"
    /// Adds the item, if there is room and the queue is open.
    ///
    /// @return how many items were accepted before this one; or [#FULL]; or [#CLOSED]
    public long offer(E item) {
        Objects.requireNonNull(item, "item");
        @Nullable Object[] slots = this.slots;
        long tail;
        do {
            tail = (long) TAIL.getVolatile(this);
            if (tail < 0) {
                return CLOSED;
            }
            if (tail >= (long) LIMIT.getVolatile(this) && !findRoom(tail)) { // pairs with findRoom's release
                return FULL;
            }
        } while (!TAIL.compareAndSet(this, tail, tail + 1)); // fails once the closed bit is set
        int slot = (int) tail & (slots.length - 1);
        SLOTS.setRelease(slots, slot, (Object) item); // release: pairs with poll's acquire
        return tail;
    }

    private boolean findRoom(long tail) {
        long free = (long) HEAD.getVolatile(this) + slots.length; // pairs with poll's release of head
        long now = Math.min(free, (long) RELEASED.getVolatile(this) + most);
        if (tail >= now) {
            return false;
        }
        LIMIT.setRelease(this, now); // an older value may come last: then somebody looks again
        return true;
    }

    /// Lets nothing in any more. What was accepted stays, and its number is final. Idempotent.
    public void close() {
        long _ = (long) TAIL.getAndBitwiseOr(this, CLOSED_BIT);
    }
    // @end

    // @start region="poll"
    /// Removes and returns the oldest item; null when there is none, or it is not in its slot yet.
    ///
    /// For one thread at a time, which what is taken under a lock is.
    public @Nullable E poll() {
        long head = this.head; // plain: written by whoever polls
        int slot = (int) head & (slots.length - 1);
        Object item = (Object) SLOTS.getAcquire(slots, slot); // acquire: pairs with offer's release
        if (item == null) {
            return null;
        }
        SLOTS.set(slots, slot, (Object) null); // plain: the next line publishes it
        HEAD.setRelease(this, head + 1); // release: pairs with the read in findRoom
        return cast(item);
    }
    // @end

    /// So many items that were taken take no room any more. For one thread at a time, as [#poll].
    public void release(int items) {
        RELEASED.setRelease(this, released + items); // release: pairs with the read in findRoom
    }

    /// How many items were ever accepted.
    public long accepted() {
        return (long) TAIL.getVolatile(this) & ~CLOSED_BIT;
    }

    /// How many items were ever taken. Never more than were [#accepted], when asked before that.
    public long taken() {
        return (long) HEAD.getVolatile(this);
    }

    public boolean isClosed() {
        return (long) TAIL.getVolatile(this) < 0;
    }

    /// How many items it can hold. Never changes.
    public int capacity() {
        return slots.length;
    }

    @SuppressWarnings("unchecked") // only items of type E are ever stored
    private static <E> E cast(Object item) {
        return (E) item;
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(ClosableRing.class, field, long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

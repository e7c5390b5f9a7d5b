package happensbefore.channels;

import static happensbefore.channels.Cursor.isClosed;
import static happensbefore.channels.Cursor.isWaitedFor;
import static happensbefore.channels.Cursor.position;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A ring (Vyukov, 2010) for any number of senders and receivers, of any capacity from 1 on.
///
/// - Invariant: `turns[i & mask]` is `2i` while the slot waits for item `i`, `2i + 1` while it holds it, and
///   `2(i + length)` once it is taken. Only the thread that moved `tail` or `head` past `i` touches the slot.
/// - Linearizes: at the move of `tail` or `head`; "full" at the read of `head`, "empty" and "ended" at that
///   of `tail`.
/// - Progress: no lock, but not lock-free: a thread that stalls between its move and its turn holds up who
///   needs that slot.
final class BoundedConduit<T> extends BufferedConduit<T> {
    private static final VarHandle TURNS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();
    private static final VarHandle SLOTS =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final int MAX_CAPACITY = 1 << 30;

    private final int capacity;
    private final @Nullable Object[] slots;
    private final long[] turns;

    BoundedConduit(int capacity, boolean patient) {
        super(patient);
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be between 1 and " + MAX_CAPACITY + ", but was " + capacity);
        }
        this.capacity = capacity;
        int length = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1; // wraps with a mask, not a division
        slots = new Object[length];
        turns = new long[length];
        for (int i = 0; i < length; i++) {
            turns[i] = 2L * i;
        }
    }

    @Override
    int capacity() {
        return capacity;
    }

    // @start region="send"
    @Override
    SendResult trySend(T value) {
        for (int attempt = 0; ; attempt++) {
            long seen = tail.get();
            if (isClosed(seen)) {
                return SendResult.CLOSED;
            }
            long position = position(seen);
            int slot = (int) position & (turns.length - 1);
            long turn = (long) TURNS.getAcquire(turns, slot); // acquire: pairs with tryReceive's release
            if (turn == 2 * position && (capacity == turns.length || hasRoomAt(position))) {
                if (tail.advance(seen)) {
                    SLOTS.setRelease(slots, slot, (Object) value); // release: pairs with the acquire in at and peek
                    TURNS.setRelease(turns, slot, 2 * position + 1); // release: pairs with tryReceive's acquire
                    if (isWaitedFor(seen)) {
                        wakeReceiver();
                    }
                    return SendResult.SENT;
                }
                Patience.afterLosing(attempt);
            } else if (!hasRoomAt(position)) {
                return SendResult.FULL;
            } else {
                Patience.forAnotherStep(attempt);
            }
        }
    }
    // @end

    private boolean hasRoomAt(long position) {
        return position - position(head.get()) < capacity;
    }

    // @start region="receive"
    @Override
    Object tryReceive() {
        for (int attempt = 0; ; attempt++) {
            long seen = head.get();
            long position = position(seen);
            int slot = (int) position & (turns.length - 1);
            long turn = (long) TURNS.getAcquire(turns, slot); // acquire: pairs with trySend's release
            if (turn == 2 * position + 1) {
                if (head.advance(seen)) {
                    Object item = Objects.requireNonNull(slots[slot]); // plain: the turn has published it
                    slots[slot] = null; // plain: the next line publishes it
                    TURNS.setRelease(
                            turns, slot, 2 * (position + turns.length)); // release: pairs with trySend's acquire
                    if (isWaitedFor(seen)) {
                        wakeSender();
                    }
                    return item;
                }
                Patience.afterLosing(attempt);
            } else {
                long end = tail.get();
                if (position(end) == position) {
                    return isClosed(end) ? Without.ENDED : Without.EMPTY;
                }
                Patience.forAnotherStep(attempt); // an item is just being put
            }
        }
    }
    // @end

    /// The oldest item, which stays, or null when there is none.
    @Nullable
    Object peek() {
        for (int attempt = 0; ; attempt++) {
            long seen = head.get();
            long position = position(seen);
            int slot = (int) position & (turns.length - 1);
            long turn = (long) TURNS.getAcquire(turns, slot); // acquire: pairs with trySend's release
            if (turn == 2 * position + 1) {
                Object item = (Object) SLOTS.getAcquire(slots, slot); // acquire: keeps the next read behind it
                if (position(head.get()) == position) { // still not taken, so it was the oldest
                    return item;
                }
            } else if (position(tail.get()) == position) {
                return null;
            } else {
                Patience.forAnotherStep(attempt);
            }
        }
    }

    /// The item at a position; null when it is not there yet or any more.
    @Nullable
    Object at(long position) {
        int slot = (int) position & (turns.length - 1);
        if ((long) TURNS.getAcquire(turns, slot) != 2 * position + 1) {
            return null;
        }
        Object item = (Object) SLOTS.getAcquire(slots, slot); // acquire: keeps the next read behind it
        return (long) TURNS.getAcquire(turns, slot) == 2 * position + 1 ? item : null;
    }
}

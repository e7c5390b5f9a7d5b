package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A stretch of an unbounded channel: each slot is written once, and emptied once.
final class Block {
    static final int SLOTS = 128;
    private static final int SHIFT = Integer.numberOfTrailingZeros(SLOTS);
    private static final VarHandle ITEM =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup()
                    .findVarHandle(Block.class, "next", Block.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Object[] items = new Object[SLOTS];
    private final long number;
    private volatile @Nullable Block next;

    Block(long number) {
        this.number = number;
    }

    static long numberOf(long position) {
        return position >>> SHIFT;
    }

    long number() {
        return number;
    }

    /// The item at a position of this block; null when it is not there yet or any more.
    @Nullable
    Object item(long position) {
        return (Object) ITEM.getAcquire(items, slot(position)); // acquire: pairs with put's release
    }

    void put(long position, Object item) {
        ITEM.setRelease(items, slot(position), item);
    }

    void clear(long position) {
        ITEM.set(items, slot(position), (Object) null);
    }

    private static int slot(long position) {
        return (int) position & (SLOTS - 1);
    }

    /// The block behind this one; null at the end of the chain, and itself once [#cutOff].
    @Nullable
    Block next() {
        return next;
    }

    Block nextOrAppended() {
        Block seen = next;
        if (seen != null) {
            return seen;
        }
        Block appended = new Block(number + 1);
        Block first = (Block) NEXT.compareAndExchange(this, (Block) null, appended);
        return first == null ? appended : first;
    }

    /// A block that has been left must not keep those behind it alive: the collector may already count it
    /// as old.
    void cutOff() {
        next = this;
    }
}

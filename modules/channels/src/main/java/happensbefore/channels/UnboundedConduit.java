package happensbefore.channels;

import static happensbefore.channels.Cursor.isClosed;
import static happensbefore.channels.Cursor.isWaitedFor;
import static happensbefore.channels.Cursor.position;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A chain of blocks, as in crossbeam's unbounded channel; the collector does what reference counts do there.
///
/// - Invariant: the item at position `i` is in block `i / Block.SLOTS`. Only the thread that moved `tail`
///   or `head` past `i` puts or takes it. `first` and `last` are hints: no later than the blocks of `head`
///   and `tail`, and not cut off for longer than it takes to move them on.
/// - Linearizes: at the move of `tail` or `head`; "empty" and "ended" at the read of `tail`.
/// - Progress: a send is lock-free; a receive waits for a sender that stalls between its move and its put.
final class UnboundedConduit<T> extends BufferedConduit<T> {
    /// A sender that runs away fills memory that no cache holds when it is read. So it looks, once in so many
    /// positions, whether receivers are as far behind as that.
    static final int FAR_AHEAD = 32 * Block.SLOTS;

    private static final VarHandle FIRST;
    private static final VarHandle LAST;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FIRST = lookup.findVarHandle(UnboundedConduit.class, "first", Block.class)
                    .withInvokeExactBehavior();
            LAST = lookup.findVarHandle(UnboundedConduit.class, "last", Block.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Block first = new Block(0);
    private volatile Block last = first;
    private final HighWater highWater;
    private final Runnable whenFarAhead;

    UnboundedConduit(HighWater highWater, boolean patient) {
        this(highWater, patient, Patience::withReceivers);
    }

    /// @param whenFarAhead what a sender does now and then, after a send, while receivers are far behind
    UnboundedConduit(HighWater highWater, boolean patient, Runnable whenFarAhead) {
        super(patient);
        this.highWater = highWater;
        this.whenFarAhead = whenFarAhead;
    }

    @Override
    int capacity() {
        return Integer.MAX_VALUE;
    }

    /// The deepest that a send has seen it.
    long deepest() {
        return highWater.deepest();
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
            Block hint = last;
            Block block = blockFor(position, hint);
            if (block != null && tail.advance(seen)) {
                block.put(position, value);
                if (block != hint) {
                    boolean _ = LAST.compareAndSet(this, hint, block); // or another sender has moved it on
                }
                if (isWaitedFor(seen)) {
                    wakeReceiver();
                }
                highWater.sent(position + 1, head);
                if (position % FAR_AHEAD == 0 && isFarAhead(block)) {
                    whenFarAhead.run();
                }
                return SendResult.SENT;
            }
            Patience.afterLosing(attempt);
        }
    }

    private boolean isFarAhead(Block block) {
        return block.number() - first.number() >= Block.numberOf(FAR_AHEAD);
    }

    /// Null when the position is no longer that of the tail.
    private @Nullable Block blockFor(long position, Block hint) {
        long number = Block.numberOf(position);
        Block block = hint;
        while (block.number() < number) {
            Block next = block.nextOrAppended();
            block = next == block ? first : next; // cut off: receivers are further than the hint
        }
        return block.number() == number ? block : null;
    }
    // @end

    // @start region="receive"
    @Override
    Object tryReceive() {
        for (int attempt = 0; ; attempt++) {
            long seen = head.get();
            long position = position(seen);
            Block block = first;
            Block left = null;
            if (block.number() < Block.numberOf(position)) {
                left = block;
                block = block.next();
            }
            Object item = block == null || block.number() != Block.numberOf(position) ? null : block.item(position);
            if (block != null && item != null) {
                if (head.advance(seen)) {
                    block.clear(position);
                    if (left != null && FIRST.compareAndSet(this, left, block)) {
                        left.cutOff();
                    }
                    return item;
                }
                Patience.afterLosing(attempt);
            } else {
                long end = tail.get();
                if (position(end) == position) {
                    return isClosed(end) ? Without.ENDED : Without.EMPTY;
                }
                Patience.forAnotherStep(attempt); // an item is just being put, or the others have gone on
            }
        }
    }
    // @end
}

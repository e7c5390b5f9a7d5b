package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// One end of a buffered channel: a position that only grows, and two marks beside it, in one word.
///
/// Whoever moves the position sees the marks in the same compare-and-set, so a channel on which nobody
/// waits pays nothing for the question whether somebody does. The word stands 128 bytes from anything that
/// the other end writes; HotSpot lays out the longs of one class together, as declared. Were the order
/// another, only speed would suffer.
final class Cursor {
    /// Somebody waits at the other end for this position to move.
    static final long WAITED_FOR = 1;
    /// Never moves again.
    static final long CLOSED = 2;

    private static final int MARKS = 2;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup()
                    .findVarHandle(Cursor.class, "word", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    private volatile long word;

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    /// Position and marks, as of one moment.
    long get() {
        return word;
    }

    static long position(long word) {
        return word >>> MARKS;
    }

    static boolean isClosed(long word) {
        return (word & CLOSED) != 0;
    }

    static boolean isWaitedFor(long word) {
        return (word & WAITED_FOR) != 0;
    }

    /// One position further, and nobody waits any more: who succeeds must wake somebody if `seen` was
    /// waited for.
    boolean advance(long seen) {
        return WORD.compareAndSet(this, seen, position(seen) + 1 << MARKS);
    }

    /// False when the word is not as it was seen.
    boolean markWaitedFor(long seen) {
        return WORD.compareAndSet(this, seen, seen | WAITED_FOR);
    }

    void close() {
        long _ = (long) WORD.getAndBitwiseOr(this, CLOSED);
    }
}

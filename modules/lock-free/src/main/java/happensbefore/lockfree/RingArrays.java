package happensbefore.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The arrays behind a ring, and the handles that read and write them in a named access mode.
///
/// Padding: two indices that different threads write must not share a cache line, or each write takes the line from
/// the other thread (false sharing). Java promises nothing about the order of fields, but array elements are
/// contiguous: indices that stand [#SPACING] elements apart in one `long[]` are 128 bytes apart. That is two lines,
/// because x86 prefetches lines in pairs. The first and last stretch keep foreign objects away.
final class RingArrays {
    /// Of a `long[]` of indices or turns. Exact: a call with other types fails instead of boxing.
    static final VarHandle LONGS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

    /// Of an `Object[]` of items.
    static final VarHandle SLOTS =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();

    /// Elements of a `long[]` in 128 bytes.
    static final int SPACING = 16;

    private static final int MAX_CAPACITY = 1 << 30;

    private RingArrays() {}

    /// The least power of two that is at least `requested` and at least 2: an index then wraps with a mask, not a
    /// division.
    static int capacityFor(int requested) {
        if (requested < 1 || requested > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be between 1 and " + MAX_CAPACITY + ", but was " + requested);
        }
        return requested <= 2 ? 2 : Integer.highestOneBit(requested - 1) << 1;
    }
}

package happensbefore.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The slots behind a ring: their size, and the handle that reads and writes them in a named access mode.
final class RingArrays {
    /// Exact: a call with other types fails instead of converting.
    static final VarHandle SLOTS =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();

    private static final int MAX_CAPACITY = 1 << 30;

    private RingArrays() {}

    /// The least power of two that is at least `requested` and at least 2: an index then wraps with a
    /// mask, not a division.
    static int capacityFor(int requested) {
        if (requested < 1 || requested > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be between 1 and " + MAX_CAPACITY + ", but was " + requested);
        }
        return requested <= 2 ? 2 : Integer.highestOneBit(requested - 1) << 1;
    }
}

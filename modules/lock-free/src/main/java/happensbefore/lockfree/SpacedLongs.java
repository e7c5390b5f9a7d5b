package happensbefore.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Numbers that different threads write, in one `long[]`, far enough apart.
///
/// Two numbers on one cache line make each write take the line from the other thread, though nothing is shared: false
/// sharing. Java promises nothing about the order of fields, but array elements are contiguous, so elements
/// [#SPACING] apart are 128 bytes apart. That is two lines, because x86 prefetches lines in pairs. The stretches before
/// the first number and after the last keep foreign objects away.
final class SpacedLongs {
    /// Reads and writes elements in a named access mode. Exact: a call with other types fails instead of boxing.
    static final VarHandle LONGS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

    /// Elements of a `long[]` in 128 bytes.
    static final int SPACING = 16;

    private SpacedLongs() {}
}

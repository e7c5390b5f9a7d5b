package happensbefore.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A ring's index, written by one side and kept 128 bytes from anything the other side writes.
///
/// On one cache line, each write would take the line from the other thread though nothing is shared: false
/// sharing. Java promises nothing about the order of fields; HotSpot lays out the longs of one class together, as
/// declared. Were the order another, only speed would suffer. A field needs no bounds check, which an element of
/// a spaced `long[]` does.
final class PaddedIndex {
    /// Reads and writes [#value] in a named access mode. Exact: a call with other types fails instead of boxing.
    static final VarHandle VALUE = handle(MethodHandles.lookup(), PaddedIndex.class, "value");

    /// A handle on a field that holds an index; exact, as above.
    static VarHandle handle(MethodHandles.Lookup lookup, Class<?> owner, String field) {
        try {
            return lookup.findVarHandle(owner, field, long.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    long value;

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;
}

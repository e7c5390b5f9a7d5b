package happensbefore.benchmarks;

/// Puts what a benchmark shares into the old generation, where what a service shares stands soon enough.
///
/// There, a store of a reference to a young object costs more: G1's write barrier then holds a fence. Without this, a
/// fork is fast until a collection happens to come by, and slow from then on.
public final class LongLived {
    private LongLived() {}

    /// Returns what is given, after a full collection. What is handed over through it is made later, so that it is
    /// young.
    public static <T> T of(T shared) {
        System.gc();
        return shared;
    }
}

package happensbefore.benchmarks.pipelines;

/// What the stages under comparison do: next to nothing.
final class Work {
    static final int STAGES = 3;
    static final int CAPACITY = 1024;

    private Work() {}

    /// A few nanoseconds: what is left is the hand-over.
    static long mix(long value) {
        long mixed = value ^ value >>> 33;
        mixed *= 0xff51afd7ed558ccdL;
        return mixed ^ mixed >>> 33;
    }
}

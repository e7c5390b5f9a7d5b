package happensbefore.benchmarks.workstealing;

/// A tree that nobody builds: a node's children follow from its number. After "UTS: an unbalanced tree search
/// benchmark" (Olivier and others, 2006), which makes them in the same way from a stronger hash.
///
/// Near the root every node has four children. Below, a node has none or eight, one in nine having some: most subtrees
/// are a leaf, and a few hold most of the tree.
///
/// @param number from which all below it follows
/// @param depth 0 for the root
record RandomTree(long number, int depth) {
    static final RandomTree ROOT = new RandomTree(42, 0);

    private static final int BUSHY_DEPTH = 5;
    private static final int DEEPEST = 200;

    int children() {
        if (depth < BUSHY_DEPTH) {
            return 4;
        }
        return depth < DEEPEST && Long.remainderUnsigned(number, 9) == 0 ? 8 : 0;
    }

    RandomTree child(int index) {
        return new RandomTree(mixed(number + index * 0x9E3779B97F4A7C15L + 1), depth + 1);
    }

    /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}

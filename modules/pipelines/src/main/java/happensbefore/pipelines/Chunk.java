package happensbefore.pipelines;

import org.jspecify.annotations.Nullable;

/// Items in one worker's hands, with their numbers in the source. Used by that worker alone, or
/// by the pool's thread that works for it meanwhile.
final class Chunk {
    /// The most items that change hands at once.
    static final int MOST = 256;

    /// In place of an item that goes no further.
    static final Object HOLE = new Object();

    final @Nullable Object[] items = new Object[MOST];
    final long[] numbers = new long[MOST];

    /// The place of the first item in the order of the link that it was taken from.
    long firstPlace;

    /// How many items there are.
    int size;

    /// How many of them have been handed on, or were holes.
    int handedOn;

    /// By [System#nanoTime], when and for how long the last use of a link has waited; both 0 when it has not.
    long waitStart;

    long waitEnd;

    void clear() {
        size = 0;
        handedOn = 0;
    }

    void add(Object item, long number) {
        items[size] = item;
        numbers[size] = number;
        size++;
    }

    /// Where the first hole is, from that item on and before `to`; `to` when there is none.
    int firstHole(int from, int to) {
        int at = from;
        while (at < to && items[at] != HOLE) {
            at++;
        }
        return at;
    }

    /// How many items are still in these hands.
    int left() {
        int left = 0;
        for (int i = handedOn; i < size; i++) {
            if (items[i] != HOLE) {
                left++;
            }
        }
        return left;
    }
}

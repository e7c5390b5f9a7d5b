package happensbefore.lockfree;

import java.util.Queue;

/// A queue that holds a fixed number of items and refuses more: `offer` returns false, `add` throws
/// `IllegalStateException`. Null is refused with `NullPointerException`.
public interface BoundedQueue<E> extends Queue<E> {
    /// How many items fit. Never changes.
    int capacity();
}

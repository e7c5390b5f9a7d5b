package happensbefore.channels;

import java.util.concurrent.atomic.AtomicInteger;

/// How many handles on one end are open. Reaches zero once, and never leaves it.
final class Handles {
    private final AtomicInteger open = new AtomicInteger(1);

    /// For the owner of an open handle. False when that was closed meanwhile, and was the last.
    boolean add() {
        return open.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /// True when it was the last.
    boolean remove() {
        return open.decrementAndGet() == 0;
    }
}

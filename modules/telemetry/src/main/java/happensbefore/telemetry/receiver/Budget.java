package happensbefore.telemetry.receiver;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that all requests share. Never more than the capacity is taken; lock-free.
final class Budget {
    private final AtomicLong left;

    Budget(long capacity) {
        left = new AtomicLong(capacity);
    }

    boolean tryTake(long bytes) {
        long seen;
        do {
            seen = left.get();
            if (seen < bytes) {
                return false;
            }
        } while (!left.compareAndSet(seen, seen - bytes));
        return true;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}

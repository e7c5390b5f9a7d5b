package happensbefore.otlpsystem;

import java.util.concurrent.atomic.AtomicLong;

/// Admission by memory: bytes that all who hold something share.
///
/// - Invariant: [#tryTake] never brings what is held above the capacity; [#grow] may, by what is held
///   already and has become larger.
/// - Linearizes: at the successful compare-and-set; a refusal, at its read.
/// - Progress: lock-free. For any number of threads.
public final class MemoryGate {
    private final long capacity;
    private final AtomicLong held = new AtomicLong();

    /// @param capacity in bytes
    public MemoryGate(long capacity) {
        this.capacity = capacity;
    }

    // @start region="take"
    /// @return false when there is no room: then nothing was taken
    public boolean tryTake(long bytes) {
        long seen;
        do {
            seen = held.get();
            if (bytes > capacity - seen) {
                return false;
            }
        } while (!held.compareAndSet(seen, seen + bytes));
        return true;
    }
    // @end

    /// What was let in has become so much larger, or smaller.
    public void grow(long bytes) {
        held.addAndGet(bytes);
    }

    public void release(long bytes) {
        held.addAndGet(-bytes);
    }

    public long held() {
        return held.get();
    }

    public long capacity() {
        return capacity;
    }
}

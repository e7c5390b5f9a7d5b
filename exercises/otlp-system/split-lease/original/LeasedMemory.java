package happensbefore.exercises.splitlease;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Bytes that are lent, and who has them. For any number of threads.
public final class LeasedMemory {
    private final long capacity;
    private final AtomicLong held = new AtomicLong();

    /// @param capacity in bytes
    public LeasedMemory(long capacity) {
        this.capacity = capacity;
    }

    /// @return null when there is no room
    public @Nullable Lease tryTake(long bytes) {
        if (held.get() + bytes > capacity) {
            return null;
        }
        held.addAndGet(bytes);
        return new Lease(bytes);
    }

    /// What all leases have together.
    public long held() {
        return held.get();
    }

    /// Bytes that somebody has.
    public final class Lease implements AutoCloseable {
        private volatile long bytes;

        private Lease(long bytes) {
            this.bytes = bytes;
        }

        /// Takes so many bytes out of this lease, into a new one.
        ///
        /// @throws IllegalArgumentException when it has not got them
        /// @throws IllegalStateException when it is closed
        public Lease split(long part) {
            if (part > bytes) {
                throw new IllegalArgumentException("more than it has: " + part);
            }
            return new Lease(part);
        }

        /// Adds so many bytes.
        ///
        /// @return false when there is no room; then nothing was added
        /// @throws IllegalStateException when it is closed
        public boolean tryGrow(long more) {
            bytes += more;
            return held.addAndGet(more) <= capacity;
        }

        /// What it has now.
        public long bytes() {
            return bytes;
        }

        /// Gives back what it has.
        @Override
        public void close() {
            held.addAndGet(-bytes);
        }
    }
}

package happensbefore.exercises.splitlease;

import org.jspecify.annotations.Nullable;

/// Bytes that are lent, and who has them. For any number of threads.
public final class LeasedMemory {
    private final long capacity;
    private long held; // guarded by this

    /// @param capacity in bytes
    public LeasedMemory(long capacity) {
        this.capacity = capacity;
    }

    /// @return null when there is no room
    public synchronized @Nullable Lease tryTake(long bytes) {
        return taken(bytes) ? new Lease(bytes) : null;
    }

    /// What all leases have together.
    public synchronized long held() {
        return held;
    }

    private synchronized boolean taken(long bytes) {
        if (bytes > capacity - held) {
            return false;
        }
        held += bytes;
        return true;
    }

    /// Bytes that somebody has.
    public final class Lease implements AutoCloseable {
        private long bytes; // guarded by the memory, as below
        private boolean closed;
        private long size;

        private Lease(long bytes) {
            size = bytes;
            this.bytes = bytes;
        }

        /// Takes so many bytes out of this lease, into a new one.
        ///
        /// @throws IllegalArgumentException when it has not got them
        /// @throws IllegalStateException when it is closed
        public Lease split(long part) {
            synchronized (LeasedMemory.this) {
                expectOpen();
                if (part > bytes) {
                    throw new IllegalArgumentException("more than it has: " + part);
                }
                bytes -= part;
                return new Lease(part);
            }
        }

        /// Adds so many bytes.
        ///
        /// @return false when there is no room; then nothing was added
        /// @throws IllegalStateException when it is closed
        public boolean tryGrow(long more) {
            synchronized (LeasedMemory.this) {
                expectOpen();
                if (!taken(more)) {
                    return false;
                }
                bytes += more;
                size += more;
                return true;
            }
        }

        private void expectOpen() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
        }

        /// What it has now.
        public long bytes() {
            synchronized (LeasedMemory.this) {
                return bytes;
            }
        }

        /// Gives back what it has.
        @Override
        public void close() {
            synchronized (LeasedMemory.this) {
                if (!closed) {
                    closed = true;
                    held -= size;
                    bytes = 0;
                }
            }
        }
    }
}

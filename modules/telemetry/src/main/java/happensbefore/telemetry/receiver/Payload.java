package happensbefore.telemetry.receiver;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/// A request's bytes and what they hold of the budget, until [#close]. Used by one thread.
final class Payload implements AutoCloseable {
    private static final byte[] NOTHING = new byte[0];

    private final Budget budget;
    private byte[] bytes = NOTHING;
    private int size;

    Payload(Budget budget) {
        this.budget = budget;
    }

    /// @return false if the budget does not allow it; then nothing was added
    boolean add(byte[] chunk, int length) {
        if (!budget.tryTake(length)) {
            return false;
        }
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
        }
        System.arraycopy(chunk, 0, bytes, size, length);
        size += length;
        return true;
    }

    /// The first [#size()] of these are the request's.
    byte[] bytes() {
        return bytes;
    }

    /// The request's bytes, in an array of their own length.
    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    int size() {
        return size;
    }

    InputStream asInputStream() {
        return new ByteArrayInputStream(bytes, 0, size);
    }

    /// Forgets the bytes. Idempotent.
    @Override
    public void close() {
        budget.giveBack(size);
        size = 0;
        bytes = NOTHING;
    }
}

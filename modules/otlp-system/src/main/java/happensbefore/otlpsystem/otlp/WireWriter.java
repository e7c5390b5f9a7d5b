package happensbefore.otlpsystem.otlp;

import java.util.Arrays;

/// Writes protobuf's wire format into an array that grows. Used by one thread.
final class WireWriter {
    private byte[] bytes;
    private int size;

    WireWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    WireWriter raw(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
        return this;
    }

    WireWriter raw(byte[] all) {
        return raw(all, 0, all.length);
    }

    /// The beginning of a field of so many bytes, which are to follow.
    WireWriter head(int field, int length) {
        return varint(Wire.tag(field, Wire.BYTES)).varint(length);
    }

    private WireWriter varint(int value) {
        room(5);
        int left = value;
        while ((left & ~0x7F) != 0) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
        return this;
    }

    /// How many bytes a field of so many takes, its head included; for field numbers below 16.
    static int sizeOf(int length) {
        return 1 + Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 6) / 7) + length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}

package happensbefore.otlpsystem.otlp;

import com.google.protobuf.UnsafeByteOperations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads protobuf's wire format from an array, field by field, without making objects of it. Used by one
/// thread.
///
/// Every read is checked against the end of the message it belongs to.
final class Wire {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int FIXED_32 = 5;

    private static final int TYPE_BITS = 3;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final byte[] bytes;
    private int position;
    private int number;
    private int type;
    private int from;
    private long value;

    Wire(byte[] bytes, int from) {
        this.bytes = bytes;
        position = from;
    }

    static int tag(int number, int type) {
        return number << TYPE_BITS | type;
    }

    // @start region="next"
    /// Reads a whole field, of whatever type: its number, and its value or where its bytes are.
    ///
    /// @return false at the end of the message
    /// @throws MalformedException when what is there is no field
    boolean next(int end) {
        if (position >= end) {
            return false;
        }
        long tag = varint(end);
        number = (int) (tag >>> TYPE_BITS);
        type = (int) tag & 7;
        if (number == 0 || tag >>> 32 != 0) {
            throw new MalformedException("a field has no number");
        }
        switch (type) {
            case VARINT -> value = varint(end);
            case FIXED_64 -> {
                from = skip(Long.BYTES, end);
                value = (long) LONGS.get(bytes, from);
            }
            case FIXED_32 -> from = skip(Integer.BYTES, end);
            case BYTES -> from = skip(varint(end), end);
            default -> throw new MalformedException("there is no wire type " + type);
        }
        return true;
    }
    // @end

    private int skip(long length, int end) {
        if (length < 0 || length > end - position) {
            throw new MalformedException("a field of " + length + " bytes where " + (end - position) + " are left");
        }
        int start = position;
        position += (int) length;
        return start;
    }

    private long varint(int end) {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position >= end) {
                throw new MalformedException("a number is cut off");
            }
            byte read = bytes[position++];
            result |= (long) (read & 0x7F) << shift;
            if (read >= 0) {
                return result;
            }
        }
        throw new MalformedException("a number has more than ten bytes");
    }

    /// Of the field that was read.
    int number() {
        return number;
    }

    boolean isBytes() {
        return type == BYTES;
    }

    /// Whether it is this field, of bytes.
    boolean isBytes(int field) {
        return type == BYTES && number == field;
    }

    boolean isFixed64(int field) {
        return type == FIXED_64 && number == field;
    }

    boolean isVarint(int field) {
        return type == VARINT && number == field;
    }

    /// Of a varint or of eight bytes, little-endian.
    long value() {
        return value;
    }

    /// Where its bytes begin.
    int from() {
        return from;
    }

    /// Where the next field begins: its bytes end there.
    int to() {
        return position;
    }

    /// Goes on with the fields inside the one that was read, whose bytes are a message.
    void enter() {
        position = from;
    }

    /// @throws MalformedException when the bytes that were read are no UTF-8
    void checkUtf8() {
        int at = from;
        for (; at <= position - Long.BYTES; at += Long.BYTES) {
            if (((long) LONGS.get(bytes, at) & NOT_ASCII) != 0) {
                break;
            }
        }
        while (at < position && bytes[at] >= 0) {
            at++;
        }
        if (at < position
                && !UnsafeByteOperations.unsafeWrap(bytes, at, position - at).isValidUtf8()) {
            throw new MalformedException("a text is not UTF-8");
        }
    }
}

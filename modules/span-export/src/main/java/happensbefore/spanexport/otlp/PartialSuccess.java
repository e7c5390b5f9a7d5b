package happensbefore.spanexport.otlp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Reads the one number of OTLP's `ExportTraceServiceResponse` that matters to who sent the spans. Protobuf's
/// wire
/// format, without the generated classes that a service would then have to bring along.
final class PartialSuccess {
    private static final int PARTIAL_SUCCESS = 1;
    private static final int REJECTED_SPANS = 1;

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private PartialSuccess() {}

    /// How many spans the backend rejected; 0 also for what is no such message: its status said that all is
    /// well.
    static long rejectedSpans(byte[] response) {
        try {
            return Math.max(0, field(ByteBuffer.wrap(response), true));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return 0;
        }
    }

    /// @param outer whether this is the response; else it is its field `partial_success`
    private static long field(ByteBuffer message, boolean outer) {
        long rejected = 0;
        while (message.hasRemaining()) {
            long tag = varint(message);
            int number = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case VARINT -> {
                    long value = varint(message);
                    rejected = !outer && number == REJECTED_SPANS ? value : rejected;
                }
                case BYTES -> {
                    ByteBuffer bytes = bytes(message, varint(message));
                    rejected = outer && number == PARTIAL_SUCCESS ? field(bytes, false) : rejected;
                }
                case FIXED_64 -> bytes(message, Long.BYTES);
                case FIXED_32 -> bytes(message, Integer.BYTES);
                default -> throw new IllegalArgumentException("no such wire type");
            }
        }
        return rejected;
    }

    private static ByteBuffer bytes(ByteBuffer message, long length) {
        if (length < 0 || length > message.remaining()) {
            throw new IllegalArgumentException("longer than what is left");
        }
        ByteBuffer bytes = message.slice(message.position(), (int) length);
        message.position(message.position() + (int) length);
        return bytes;
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }
}

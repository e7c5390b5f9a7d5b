package happensbefore.telemetry.receiver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Request bodies within a limit, in bytes. A body is first read whole and only then decompressed, so that what is
/// wrong with the data is never taken for what is wrong with the connection.
final class Body {
    private static final int DRAIN_FACTOR = 2;

    private final int limit;

    Body(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /// @throws RefusedException if there is more than the limit plus `overhead` bytes
    /// @throws IOException if the connection fails
    byte[] read(InputStream in, int overhead) throws IOException, RefusedException {
        byte[] bytes = in.readNBytes(Math.addExact(limit, overhead));
        if (in.read() >= 0) {
            throw tooLarge("as sent");
        }
        return bytes;
    }

    /// Decompresses no further than one byte past the limit.
    byte[] gunzip(byte[] bytes) throws RefusedException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] inflated = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw tooLarge("decompressed");
            }
            return inflated;
        } catch (IOException e) {
            throw new RefusedException(Refusal.MALFORMED, "not whole and valid gzip: " + e.getMessage());
        }
    }

    /// Reads on after a refusal, so that an HTTP/1.1 client gets to read the answer and can keep its connection; gives
    /// up after twice the limit, and then the server closes the connection.
    void drain(InputStream in) throws IOException {
        byte[] thrownAway = new byte[8192];
        long left = (long) limit * DRAIN_FACTOR;
        int got = 0;
        while (left > 0 && got >= 0) {
            got = in.read(thrownAway);
            left -= got;
        }
    }

    RefusedException tooLarge(String when) {
        return new RefusedException(
                Refusal.TOO_LARGE, "the request is larger than " + limit + " bytes " + when + "; send smaller batches");
    }
}

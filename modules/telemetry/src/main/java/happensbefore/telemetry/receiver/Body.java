package happensbefore.telemetry.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/// Request bodies within the limits of one and within the budget of all. A body is first read whole and only
/// then decompressed, so that what is wrong with the data is never taken for what is wrong with the connection.
final class Body {
    private static final int DRAIN_FACTOR = 2;
    private static final int CHUNK_BYTES = 8192;
    private static final Duration THROTTLED_FOR = Duration.ofSeconds(1);

    private final int limit;
    private final Duration patience;
    private final Budget budget;

    Body(ReceiverLimits limits) {
        limit = limits.maxRequestBytes();
        patience = limits.patience();
        budget = new Budget(limits.maxBytesInFlight());
    }

    int limit() {
        return limit;
    }

    /// @throws RefusedException if it is too large, too slow, or too much with all that is under way
    /// @throws IOException if the connection fails
    Payload read(InputStream in) throws IOException, RefusedException {
        Payload payload = new Payload(budget);
        try {
            fill(payload, in, System.nanoTime() + patience.toNanos(), "as sent");
            return payload;
        } catch (IOException e) {
            payload.close();
            if (hasTimedOut(e)) {
                throw tooSlow();
            }
            throw e;
        } catch (RefusedException | RuntimeException e) {
            payload.close();
            throw e;
        }
    }

    /// Decompresses no further than one chunk past the limit. Closes `sent`.
    Payload gunzip(Payload sent) throws RefusedException {
        Payload inflated = new Payload(budget);
        try (sent;
                GZIPInputStream in = new GZIPInputStream(sent.asInputStream(), CHUNK_BYTES)) {
            fill(inflated, in, System.nanoTime() + patience.toNanos(), "decompressed");
            return inflated;
        } catch (IOException e) {
            inflated.close();
            throw new RefusedException(Refusal.MALFORMED, "not whole and valid gzip: " + e.getMessage());
        } catch (RefusedException | RuntimeException e) {
            inflated.close();
            throw e;
        }
    }

    private void fill(Payload payload, InputStream in, long deadline, String when)
            throws IOException, RefusedException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
            if (payload.size() + (long) got > limit) {
                throw tooLarge(when);
            }
            if (!payload.add(chunk, got)) {
                throw new RefusedException(
                        Refusal.THROTTLED, "too much is under way already; send it again later", THROTTLED_FOR);
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooSlow();
            }
        }
    }

    /// Reads on after a refusal, so that an HTTP/1.1 client can read the answer and keep its connection, and an
    /// HTTP/2 client need not reset its stream, of which Jetty takes no more than some in a second. Gives up
    /// after twice the limit or the receiver's patience, or when the connection fails; then the server closes
    /// connection or stream.
    void drain(InputStream in, Refusal why) {
        if (why == Refusal.TOO_SLOW) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] thrownAway = new byte[CHUNK_BYTES];
        long left = (long) limit * DRAIN_FACTOR;
        int got = 0;
        try {
            while (left > 0 && got >= 0 && System.nanoTime() - deadline < 0) {
                got = in.read(thrownAway);
                left -= got;
            }
        } catch (IOException e) {
            // The answer will not arrive either, and the request is counted already.
        }
    }

    RefusedException tooLarge(String when) {
        return new RefusedException(
                Refusal.TOO_LARGE, "the request is larger than " + limit + " bytes " + when + "; send smaller batches");
    }

    private RefusedException tooSlow() {
        return new RefusedException(
                Refusal.TOO_SLOW, "the request did not arrive within " + patience.toMillis() + " ms");
    }

    private static boolean hasTimedOut(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}

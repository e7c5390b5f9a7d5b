package happensbefore.telemetry.receiver;

import java.time.Duration;

/// How much a receiver takes. Immutable.
///
/// @param maxRequestBytes largest request in bytes, both as sent and as decompressed
/// @param maxBytesInFlight bytes of all requests being read and decoded at one time, as sent and as decompressed
///     together; what would exceed it is throttled
/// @param maxItems how many spans, how many metric points, how many metric series and how many log records are
///     kept
/// @param maxConnections open connections; more wait, until one is closed, in the operating system's queue
/// @param patience how long a request may take to arrive, and how long a connection may be silent
public record ReceiverLimits(
        int maxRequestBytes, long maxBytesInFlight, int maxItems, int maxConnections, Duration patience) {

    /// A request of 20 MiB, four such at a time; 100,000 items; 10,000 connections; 30 s.
    public static final ReceiverLimits DEFAULT =
            new ReceiverLimits(20 * 1024 * 1024, 80L * 1024 * 1024, 100_000, 10_000, Duration.ofSeconds(30));

    /// @throws IllegalArgumentException if a limit is below 1, `patience` below 1 ms, or `maxBytesInFlight` too
    ///     small for one request of the largest size, as sent and as decompressed
    public ReceiverLimits {
        check("maxRequestBytes", maxRequestBytes, 1);
        check("maxBytesInFlight", maxBytesInFlight, 2L * maxRequestBytes);
        check("maxItems", maxItems, 1);
        check("maxConnections", maxConnections, 1);
        check("patience in ms", patience.toMillis(), 1);
    }

    /// Raises `maxBytesInFlight` to twice that size where it is less.
    public ReceiverLimits withMaxRequestBytes(int bytes) {
        return new ReceiverLimits(bytes, Math.max(maxBytesInFlight, 2L * bytes), maxItems, maxConnections, patience);
    }

    public ReceiverLimits withMaxBytesInFlight(long bytes) {
        return new ReceiverLimits(maxRequestBytes, bytes, maxItems, maxConnections, patience);
    }

    public ReceiverLimits withMaxItems(int items) {
        return new ReceiverLimits(maxRequestBytes, maxBytesInFlight, items, maxConnections, patience);
    }

    public ReceiverLimits withMaxConnections(int connections) {
        return new ReceiverLimits(maxRequestBytes, maxBytesInFlight, maxItems, connections, patience);
    }

    public ReceiverLimits withPatience(Duration bound) {
        return new ReceiverLimits(maxRequestBytes, maxBytesInFlight, maxItems, maxConnections, bound);
    }

    private static void check(String name, long limit, long least) {
        if (limit < least) {
            throw new IllegalArgumentException(name + " is at least " + least + ", not " + limit);
        }
    }
}

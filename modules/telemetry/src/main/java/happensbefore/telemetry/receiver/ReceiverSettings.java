package happensbefore.telemetry.receiver;

/// Where a receiver listens and how much it takes. Immutable.
///
/// @param host address to listen on
/// @param grpcPort port meant for gRPC; 0 for any free one
/// @param httpPort port meant for HTTP; the same number as `grpcPort` (also 0) makes one port, and any port speaks both
/// @param maxRequestBytes largest request in bytes, both as sent and as decompressed
/// @param maxItems how many spans, how many metric points, how many metric series and how many log records are kept
public record ReceiverSettings(String host, int grpcPort, int httpPort, int maxRequestBytes, int maxItems) {

    /// OTLP's port for gRPC.
    public static final int GRPC_PORT = 4317;

    /// OTLP's port for HTTP.
    public static final int HTTP_PORT = 4318;

    public static final int DEFAULT_MAX_REQUEST_BYTES = 20 * 1024 * 1024;

    public static final int DEFAULT_MAX_ITEMS = 100_000;

    private static final String LOOPBACK = "127.0.0.1";

    /// @throws IllegalArgumentException if a port is outside 0..65535 or a limit is below 1
    public ReceiverSettings {
        checkPort(grpcPort);
        checkPort(httpPort);
        checkLimit("maxRequestBytes", maxRequestBytes);
        checkLimit("maxItems", maxItems);
    }

    /// One free port on loopback for both protocols, and the default limits.
    public static ReceiverSettings anyFreePort() {
        return new ReceiverSettings(LOOPBACK, 0, 0, DEFAULT_MAX_REQUEST_BYTES, DEFAULT_MAX_ITEMS);
    }

    /// Ports 4317 and 4318 on loopback, where OTLP exporters send when they are told nothing.
    public static ReceiverSettings standardPorts() {
        return new ReceiverSettings(LOOPBACK, GRPC_PORT, HTTP_PORT, DEFAULT_MAX_REQUEST_BYTES, DEFAULT_MAX_ITEMS);
    }

    public ReceiverSettings withPorts(int grpc, int http) {
        return new ReceiverSettings(host, grpc, http, maxRequestBytes, maxItems);
    }

    public ReceiverSettings withMaxRequestBytes(int bytes) {
        return new ReceiverSettings(host, grpcPort, httpPort, bytes, maxItems);
    }

    public ReceiverSettings withMaxItems(int items) {
        return new ReceiverSettings(host, grpcPort, httpPort, maxRequestBytes, items);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    private static void checkLimit(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " is at least 1, not " + limit);
        }
    }
}

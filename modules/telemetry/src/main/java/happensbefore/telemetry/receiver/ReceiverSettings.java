package happensbefore.telemetry.receiver;

import java.time.Duration;
import javax.net.ssl.SSLContext;

/// Where a receiver listens, how much it takes and from whom. Immutable.
///
/// @param host address to listen on
/// @param grpcPort port meant for gRPC; 0 for any free one
/// @param httpPort port meant for HTTP; the same number as `grpcPort` (also 0) makes one port, and any port
///     speaks both
public record ReceiverSettings(String host, int grpcPort, int httpPort, ReceiverLimits limits, ReceiverAccess access) {

    /// OTLP's port for gRPC.
    public static final int GRPC_PORT = 4317;

    /// OTLP's port for HTTP.
    public static final int HTTP_PORT = 4318;

    private static final String LOOPBACK = "127.0.0.1";

    /// @throws IllegalArgumentException if a port is outside 0..65535
    public ReceiverSettings {
        checkPort(grpcPort);
        checkPort(httpPort);
    }

    /// One free port on loopback for both protocols, the default limits, open to all on this machine.
    public static ReceiverSettings anyFreePort() {
        return new ReceiverSettings(LOOPBACK, 0, 0, ReceiverLimits.DEFAULT, ReceiverAccess.OPEN);
    }

    /// Ports 4317 and 4318 on loopback, where OTLP exporters send when they are told nothing.
    public static ReceiverSettings standardPorts() {
        return anyFreePort().withPorts(GRPC_PORT, HTTP_PORT);
    }

    /// @param address to listen on; `0.0.0.0` for all of this machine, which lets others on the network send too
    public ReceiverSettings withHost(String address) {
        return new ReceiverSettings(address, grpcPort, httpPort, limits, access);
    }

    public ReceiverSettings withPorts(int grpc, int http) {
        return new ReceiverSettings(host, grpc, http, limits, access);
    }

    public ReceiverSettings withLimits(ReceiverLimits other) {
        return new ReceiverSettings(host, grpcPort, httpPort, other, access);
    }

    /// See [ReceiverLimits#withMaxRequestBytes].
    public ReceiverSettings withMaxRequestBytes(int bytes) {
        return withLimits(limits.withMaxRequestBytes(bytes));
    }

    public ReceiverSettings withMaxItems(int items) {
        return withLimits(limits.withMaxItems(items));
    }

    public ReceiverSettings withPatience(Duration bound) {
        return withLimits(limits.withPatience(bound));
    }

    /// Speaks TLS only, on every port.
    public ReceiverSettings withTls(SSLContext context) {
        return new ReceiverSettings(host, grpcPort, httpPort, limits, access.withTls(context));
    }

    /// Refuses every request that does not carry `Authorization: Bearer token`.
    public ReceiverSettings withBearerToken(String token) {
        return new ReceiverSettings(host, grpcPort, httpPort, limits, access.withBearerToken(token));
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }
}

package happensbefore.telemetry.receiver;

import java.net.URI;
import java.util.List;

/// Where a server is reached.
record Endpoints(URI grpc, URI http) {
    /// @param ports as [ReceiverServer#ports] has them
    static Endpoints of(ReceiverSettings settings, List<Integer> ports) {
        return new Endpoints(endpoint(settings, ports.getFirst()), endpoint(settings, ports.getLast()));
    }

    private static URI endpoint(ReceiverSettings settings, int port) {
        String scheme = settings.access().tls() == null ? "http" : "https";
        return URI.create(scheme + "://" + reachable(settings.host()) + ":" + port);
    }

    /// A server on all addresses of the machine is reached on loopback.
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            case String other when other.indexOf(':') >= 0 -> "[" + other + "]";
            case String other -> other;
        };
    }
}

package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Gateways on free ports, in a hurry.
final class Gateways {
    private Gateways() {}

    /// @param more YAML of the top level
    static Gateway start(String more, Map<String, URI> backends) {
        return Gateway.start(SettingsReader.parse(yaml(more, "", backends), "test.yaml"));
    }

    /// @param each YAML of each backend, on one line without braces: `timeout: 200ms`
    static String yaml(String more, String each, Map<String, URI> backends) {
        StringBuilder yaml = new StringBuilder("""
                listen: {grpc: 0, http: 0, admin: 0}
                shutdown: 20s
                """);
        yaml.append(more.contains("batch:") ? "" : "batch: {delay: 5ms}\n");
        yaml.append(more.isEmpty() ? "" : more + "\n").append("backends:\n");
        backends.forEach((name, endpoint) -> yaml.append(
                "  - {name: %s, endpoint: '%s', %s".formatted(name, endpoint, each.isEmpty() ? "" : each + ", ")
                        + "retry: {first: 5ms, longest: 50ms}, breaker: {pause: 20ms, longest: 50ms}}\n"));
        return yaml.toString();
    }

    /// YAML of a backend that is reached so.
    static String with(GatewaySettings.Protocol protocol) {
        return "protocol: " + protocol.label();
    }

    static Set<String> ids(EmbeddedReceiver receiver) {
        return receiver.spans().stream().map(ReceivedSpan::spanId).collect(Collectors.toSet());
    }
}

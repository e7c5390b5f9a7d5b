package happensbefore.otlpsystem.settings;

import happensbefore.spanexport.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that an operator can set. Immutable; sizes are in bytes.
///
/// @param memory for what was taken and is not yet in a backend's queue
/// @param answer when an item counts as exported: with the first backend that has it, or with the last
/// @param laggingAfter with [Answer#FIRST], for how long a backend is waited for that makes no room; null with
/// [Answer#ALL]
/// @param backends at least one, each with a name of its own
/// @param shutdown for all that is left when the gateway is told to end
/// @param sampling null when every trace is kept
/// @param telemetry where the gateway's own metrics are sent to; null for nowhere
public record GatewaySettings(
        Listen listen,
        long memory,
        Enrich enrich,
        @Nullable Sampling sampling,
        Batch batch,
        Answer answer,
        @Nullable Duration laggingAfter,
        List<Backend> backends,
        Duration shutdown,
        @Nullable OwnTelemetry telemetry) {

    public GatewaySettings {
        backends = List.copyOf(backends);
    }

    /// @param grpc and `http` and `admin` are ports; 0 for any free one
    /// @param maxRequest of one request, as sent and as decompressed
    public record Listen(String host, int grpc, int http, int admin, int maxRequest) {}

    /// @param workers that enrich traces at the same time
    /// @param attributes added to each resource that has not got them
    public record Enrich(int workers, Map<String, String> attributes) {
        public Enrich {
            attributes = Map.copyOf(attributes);
        }
    }

    /// @param patience for a span that is an error or slow, from the first of its trace
    /// @param slow spans that took so long are remarkable
    /// @param keep the part of all other traces that is kept, 0 to 1
    /// @param memory of the spans that wait; a part of the gateway's
    public record Sampling(Duration patience, Duration slow, double keep, long memory) {}

    /// What goes to a backend in one request: no more than that, and less when the delay is over.
    public record Batch(int items, long bytes, Duration delay) {}

    /// How OTLP travels to a backend.
    public enum Protocol {
        HTTP_PROTOBUF("http/protobuf"),
        GRPC("grpc");

        private final String label;

        Protocol(String label) {
            this.label = label;
        }

        /// As the settings have it.
        public String label() {
            return label;
        }
    }

    /// @param endpoint without the path of a signal
    /// @param queue for what is queued, in flight, or still held by an attempt, of one signal
    /// @param concurrency requests under way at once, of one signal
    /// @param timeout of one attempt
    public record Backend(
            String name,
            URI endpoint,
            Protocol protocol,
            boolean gzip,
            Map<String, String> headers,
            long queue,
            int concurrency,
            Duration timeout,
            Retries retry,
            Breaker breaker) {
        public Backend {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return name + " at " + endpoint + " (" + protocol.label() + ")"; // headers may be secrets
        }
    }

    /// @param limit from the first attempt, after which a batch is given up
    /// @param first the longest wait before the first retry; doubles up to `longest`
    /// @param budget retries for each first attempt in the long run, 0 to 1; past it a batch is given up.
    ///     Null for no such bound: then concurrency, waits and breaker alone bound the load
    public record Retries(
            Duration limit,
            Duration first,
            Duration longest,
            @Nullable Double budget) {}

    /// @param failures in a row that open it
    /// @param pause before the first probe; doubles up to `longest`
    public record Breaker(int failures, Duration pause, Duration longest) {}

    /// @param endpoint of OTLP over gRPC
    public record OwnTelemetry(URI endpoint, Duration interval) {}
}

package happensbefore.tasks.otlp;

import happensbefore.tasks.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/// Sends encoded trace requests over OTLP/HTTP, once each: the SDK's own exporter retries inside,
/// where nobody sees it.
///
/// Safe for any number of threads; an interrupt ends a send. The client stays the caller's to close.
public final class HttpSender implements Sender<byte[]> {
    private static final int OK = 200;

    private final HttpClient client;
    private final URI traces;
    private final Duration timeout;
    private final InstantSource clock;

    /// @param endpoint without the path of a signal: `http://host:4318`
    /// @param timeout for the whole exchange
    public HttpSender(HttpClient client, URI endpoint, Duration timeout, InstantSource clock) {
        this.client = client;
        this.traces = endpoint.resolve("/v1/traces");
        this.timeout = timeout;
        this.clock = clock;
    }

    /// @throws ExportRefusedException when the backend answered with another status than 200
    /// @throws IOException when no answer came
    @Override
    public void send(byte[] request) throws IOException, InterruptedException {
        HttpResponse<Void> response = client.send(
                HttpRequest.newBuilder(traces)
                        .timeout(timeout)
                        .header("Content-Type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != OK) {
            Duration retryAfter = response.headers()
                    .firstValue("Retry-After")
                    .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                    .orElse(Duration.ZERO);
            throw new ExportRefusedException(response.statusCode(), retryAfter);
        }
    }
}

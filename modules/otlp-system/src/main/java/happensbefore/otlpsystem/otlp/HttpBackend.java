package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.spanexport.LaneExport;
import happensbefore.spanexport.PartlyRejectedException;
import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Sends one signal to one backend, over HTTP in protobuf. For any number of threads; the client is not
/// its own.
final class HttpBackend implements LaneExport<Freight> {
    private static final int OK = 200;
    private static final int MOST_DETAIL = 200;

    private final HttpClient client;
    private final Signal signal;
    private final GatewaySettings.Backend backend;
    private final HttpRequest head;

    HttpBackend(HttpClient client, Signal signal, GatewaySettings.Backend backend) {
        this.client = client;
        this.signal = signal;
        this.backend = backend;
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(backend.endpoint() + signal.httpPath()))
                .timeout(backend.timeout())
                .setHeader("Content-Type", "application/x-protobuf");
        backend.headers().forEach(builder::setHeader);
        if (backend.gzip()) {
            builder.setHeader("Content-Encoding", "gzip");
        }
        head = builder.build();
    }

    // @start region="export"
    @Override
    public CompletionStage<Boolean> export(Freight freight) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(head, (_, _) -> true)
                .POST(backend.gzip() ? BodyPublishers.ofByteArray(freight.gzip()) : plain(freight))
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, BodyHandlers.ofByteArray());
        return sent.copy()
                .orTimeout(backend.timeout().toMillis(), TimeUnit.MILLISECONDS) // also for an answer that does not end
                .whenComplete((_, _) -> sent.cancel(true))
                .thenCompose(this::judge);
    }
    // @end

    private static BodyPublisher plain(Freight freight) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(
                        freight.shipments().stream().map(Shipment::request).toList()),
                freight.weight());
    }

    private CompletableFuture<Boolean> judge(HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) {
            return CompletableFuture.failedFuture(
                    BackendAnswer.http(response.statusCode(), retryAfter(response), detail(response.body())));
        }
        long rejected = PartialSuccess.rejected(signal, response.body());
        return rejected > 0
                ? CompletableFuture.failedFuture(new PartlyRejectedException(rejected))
                : CompletableFuture.completedFuture(true);
    }

    private static Duration retryAfter(HttpResponse<byte[]> response) {
        try {
            return Duration.ofSeconds(Math.max(
                    0,
                    Long.parseLong(response.headers().firstValue("Retry-After").orElse("0"))));
        } catch (NumberFormatException e) {
            return Duration.ofSeconds(1); // a date: the clocks may differ
        }
    }

    /// The printable part of a `Status`, which names its reason.
    private static String detail(byte[] body) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < body.length && text.length() < MOST_DETAIL; i++) {
            if (body[i] >= ' ' && body[i] <= '~') {
                text.append((char) body[i]);
            }
        }
        return text.toString().strip();
    }
}

package happensbefore.pipelines.otlp;

import happensbefore.tasks.otlp.ExportRefusedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// A backend that takes gzip'ed protobuf over OTLP/HTTP. For any number of threads; the client stays the caller's.
///
/// @param endpoint without the path of a signal: `http://host:4318`
/// @param timeout for a whole exchange
public record OtlpBackend(HttpClient client, URI endpoint, Duration timeout) {
    private static final int OK = 200;

    // @start region="export"
    /// Sends a compressed request, once.
    ///
    /// @throws ExportRefusedException when the answer has another status than 200
    /// @throws IOException when no answer came
    OtlpReceipt export(OtlpRequest compressed) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(endpoint.resolve("/v1/traces"))
                        .timeout(timeout)
                        .header("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.body()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new ExportRefusedException(response.statusCode(), Duration.ZERO);
        }
        long rejected = ExportTraceServiceResponse.parseFrom(response.body())
                .getPartialSuccess()
                .getRejectedSpans();
        return new OtlpReceipt(compressed.spans() - rejected, rejected);
    }
    // @end
}

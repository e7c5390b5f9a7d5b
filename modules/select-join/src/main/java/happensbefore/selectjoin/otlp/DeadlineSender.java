package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.Deadline;
import happensbefore.tasks.otlp.ExportRefusedException;
import happensbefore.tasks.otlp.Sender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Sends encoded trace requests over OTLP/HTTP, with what is left of the current deadline: as the time limit
/// of the exchange, and for the other side in the header `Deadline-Remaining-Ms`, as gRPC does in
/// `grpc-timeout`.
///
/// Safe for any number of threads; an interrupt ends a send. The client stays the caller's to close.
public final class DeadlineSender implements Sender<byte[]> {
    /// Milliseconds: a duration and not a moment, as clocks of two machines differ.
    public static final String REMAINING = "Deadline-Remaining-Ms";

    private static final int OK = 200;

    private final HttpClient client;
    private final URI traces;
    private final Duration most;

    /// @param endpoint without the path of a signal: `http://host:4318`
    /// @param most the longest that an exchange may take, whatever the deadline says
    public DeadlineSender(HttpClient client, URI endpoint, Duration most) {
        this.client = client;
        this.traces = endpoint.resolve("/v1/traces");
        this.most = most;
    }

    // @start region="send"
    /// @throws TimeoutException when no time was left to begin
    /// @throws ExportRefusedException when the backend answered with another status than 200
    /// @throws IOException when no answer came, also when that was for lack of time
    @Override
    public void send(byte[] request) throws IOException, InterruptedException, TimeoutException {
        Deadline deadline = Deadline.after(most); // no later than the current one
        Duration remaining = deadline.remaining();
        if (remaining.toMillis() == 0) {
            throw new TimeoutException("no time was left to send");
        }
        HttpResponse<Void> response = client.send(
                HttpRequest.newBuilder(traces)
                        .timeout(remaining)
                        .header("Content-Type", "application/x-protobuf")
                        .header(REMAINING, String.valueOf(remaining.toMillis()))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != OK) {
            throw new ExportRefusedException(response.statusCode(), Duration.ZERO);
        }
    }
    // @end
}

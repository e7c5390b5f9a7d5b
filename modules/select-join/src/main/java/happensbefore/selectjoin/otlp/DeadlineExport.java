package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.Timeouts;
import happensbefore.tasks.otlp.Sender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Exports a batch in two steps, each in a span of its own, within one limit for both.
///
/// The limit is the `Deadline` of everything below: the second step has what the first has left. A step that
/// was stopped says so in its span; the span of the export has the `error.type` `timeout`.
///
/// Safe for any number of threads; each call owns its threads, which have ended when it returns.
public final class DeadlineExport<B> {
    /// Makes a request of a batch.
    @FunctionalInterface
    public interface Encoder<B> {
        /// @throws InterruptedException when the time was over
        byte[] encode(B batch) throws Exception;
    }

    private final StepSpans spans;
    private final Encoder<B> encoder;
    private final Sender<byte[]> sender;

    /// @param sender such as a [DeadlineSender]
    public DeadlineExport(OpenTelemetry telemetry, Encoder<B> encoder, Sender<byte[]> sender) {
        spans = new StepSpans(telemetry);
        this.encoder = encoder;
        this.sender = sender;
    }

    // @start region="export"
    /// Exports the batch.
    ///
    /// @param limit for both steps together
    /// @throws TimeoutException when the backend has not accepted it in time; it may have arrived
    /// @throws ExecutionException when a step failed in time
    /// @throws InterruptedException when the caller was interrupted; the export has ended
    public void export(B batch, Duration limit) throws ExecutionException, TimeoutException, InterruptedException {
        Span span = spans.start("export");
        try (Scope _ = span.makeCurrent()) {
            Context caller = Context.current(); // here: the work runs on another thread
            Timeouts.within(limit, caller.wrap(() -> {
                byte[] request = encode(batch).call();
                return send(request).call();
            }));
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            StepSpans.tell(span, e);
            throw e;
        } finally {
            span.end();
        }
    }

    private Callable<byte[]> encode(B batch) {
        return spans.traced(new Step<>("encode", () -> encoder.encode(batch)));
    }

    private Callable<Integer> send(byte[] request) {
        return spans.traced(new Step<>("send", () -> {
            sender.send(request);
            return request.length;
        }));
    }
    // @end
}

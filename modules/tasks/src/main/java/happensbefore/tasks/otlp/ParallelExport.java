package happensbefore.tasks.otlp;

import happensbefore.tasks.FanOut;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// Exports many batches at once, each in a span of its own under the caller's.
///
/// The span of an export that was cancelled, because another failed first, says so with `error.type`
/// `cancelled`. An export that had not begun leaves no span. Baggage and all else in the caller's context
/// reaches the sender.
///
/// Safe for any number of threads; each call owns its threads, which have ended when it returns.
public final class ParallelExport<B> {
    private final Sender<B> sender;
    private final ExportSpans spans;

    public ParallelExport(OpenTelemetry telemetry, Sender<B> sender) {
        this.sender = sender;
        spans = new ExportSpans(telemetry.getTracer("happensbefore.tasks"));
    }

    // @start region="all"
    /// Exports all batches at once and waits for all of them.
    ///
    /// @throws ExecutionException when an export failed; the others were cancelled
    /// @throws InterruptedException when the caller was interrupted; all exports have ended
    public void all(List<? extends B> batches) throws ExecutionException, InterruptedException {
        Context caller = Context.current(); // here, on the caller's thread: the tasks run on others
        List<Callable<Integer>> exports = new ArrayList<>();
        for (B batch : batches) {
            int index = exports.size();
            exports.add(() -> {
                spans.send(caller, index, batch, sender);
                return index;
            });
        }
        FanOut.all(exports);
    }
    // @end
}

package happensbefore.tasks.otlp;

import happensbefore.tasks.BoundedFanOut;
import happensbefore.tasks.Retry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// Exports batches with a bounded number in flight, each in a span under the caller's, and tries again what
/// failed for a passing reason.
///
/// Each retry is an event of the export's span, with its wait. Metrics: `happensbefore.export.retries`, and
/// `happensbefore.export.failures` by `reason`: why there was no further retry.
///
/// Safe for any number of threads; each call owns its threads, which have ended when it returns. The retry
/// budget is shared by all calls.
public final class BoundedExport<B> {
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("happensbefore.retry.number");
    private static final AttributeKey<Double> WAIT = AttributeKey.doubleKey("happensbefore.retry.wait");

    private final BoundedFanOut fanOut;
    private final Retry retry;
    private final Sender<B> sender;
    private final ExportSpans spans;
    private final LongCounter retries;
    private final LongCounter failures;

    /// @param limit the most exports in flight, counting those that wait before a retry
    public BoundedExport(OpenTelemetry telemetry, int limit, Retry retry, Sender<B> sender) {
        this.fanOut = new BoundedFanOut(limit);
        this.retry = retry;
        this.sender = sender;
        spans = new ExportSpans(telemetry.getTracer("happensbefore.tasks"));
        Meter meter = telemetry.getMeter("happensbefore.tasks");
        retries = meter.counterBuilder("happensbefore.export.retries")
                .setDescription("Exports that were tried again")
                .setUnit("{retry}")
                .build();
        failures = meter.counterBuilder("happensbefore.export.failures")
                .setDescription("Exports that failed for good")
                .setUnit("{export}")
                .build();
    }

    // @start region="all"
    /// Exports all batches.
    ///
    /// @return the places of the batches in `batches`, in the order in which they were accepted
    /// @throws ExecutionException when an export failed for good; the others were cancelled
    /// @throws InterruptedException when the caller was interrupted; all exports have ended
    public List<Long> all(Iterable<? extends B> batches) throws ExecutionException, InterruptedException {
        Context caller = Context.current();
        Iterable<Callable<Long>> exports = () -> exports(caller, batches.iterator());
        return fanOut.all(exports);
    }

    private Iterator<Callable<Long>> exports(Context caller, Iterator<? extends B> batches) {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return batches.hasNext();
            }

            @Override
            public Callable<Long> next() {
                long index = next++;
                B batch = batches.next();
                return () -> {
                    spans.send(caller, index, batch, BoundedExport.this::sendUntilAccepted);
                    return index;
                };
            }
        };
    }

    private void sendUntilAccepted(B batch) throws Exception {
        Span span = Span.current(); // the export's own
        retry.call(
                () -> {
                    sender.send(batch);
                    return batch;
                },
                new Told(span));
    }
    // @end

    private final class Told implements Retry.Listener {
        private final Span span;

        Told(Span span) {
            this.span = span;
        }

        @Override
        public void retrying(int number, Duration wait, Exception failure) {
            retries.add(1);
            span.addEvent(
                    "retry",
                    Attributes.of(
                            NUMBER,
                            (long) number,
                            WAIT,
                            wait.toNanos() / 1e9,
                            ExportSpans.ERROR_TYPE,
                            failure.getClass().getName()));
        }

        @Override
        public void gaveUp(Retry.Reason reason, Exception failure) {
            failures.add(1, Attributes.of(REASON, reason.name().toLowerCase(Locale.ROOT)));
        }
    }
}

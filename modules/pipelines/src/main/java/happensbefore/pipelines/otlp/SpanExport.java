package happensbefore.pipelines.otlp;

import happensbefore.pipelines.Ending;
import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Report;
import happensbefore.pipelines.Source;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicReference;

/// One run of a [SpanExportPipeline]. Its span ends with it, and says which stage has failed, and at which item.
///
/// For any number of threads. Its metrics are reported until it is closed.
public final class SpanExport implements AutoCloseable {
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> STAGE = AttributeKey.stringKey("happensbefore.pipeline.stage");
    private static final AttributeKey<Long> ITEM = AttributeKey.longKey("happensbefore.pipeline.item");

    private final Span span;
    private final PipelineRun run;
    private final PipelineMetrics metrics;
    private final AtomicReference<OtlpReceipt> receipts = new AtomicReference<>(OtlpReceipt.NONE);

    SpanExport(
            OpenTelemetry telemetry,
            String name,
            Pipeline<SpanBatch, OtlpReceipt> pipeline,
            Source<SpanBatch> batches) {
        Tracer tracer = telemetry.getTracer("happensbefore.pipelines");
        span = tracer.spanBuilder(name).startSpan();
        PipelineSpans spans = new PipelineSpans(tracer, Context.current().with(span));
        run = pipeline.watchedBy(spans).start(batches, receipt -> {
            OtlpReceipt _ = receipts.accumulateAndGet(receipt, OtlpReceipt::plus);
        });
        metrics = new PipelineMetrics(telemetry.getMeter("happensbefore.pipelines"), name, run);
    }

    // @start region="await"
    /// Waits until all is over, however it ends.
    ///
    /// @throws InterruptedException when interrupted meanwhile; the run goes on
    public Report await() throws InterruptedException {
        Report report = run.await();
        switch (report.ending()) {
            case Ending.Completed _ -> {}
            case Ending.Failed(String stage, long item, Object _, Throwable cause) -> {
                span.setAttribute(STAGE, stage).setAttribute(ITEM, item);
                error(cause.getClass().getName());
                span.recordException(cause);
            }
            case Ending.Cancelled _ -> error("cancelled");
            case Ending.TimedOut _ -> error("timeout");
        }
        span.end(); // the second time it does nothing
        return report;
    }
    // @end

    private void error(String type) {
        span.setAttribute(ERROR_TYPE, type).setStatus(StatusCode.ERROR, type);
    }

    /// What the backend has answered so far.
    public OtlpReceipt receipt() {
        return receipts.get();
    }

    /// Ends the run, unless it has ended; does not wait.
    ///
    /// @return whether this call has ended it
    public boolean cancel() {
        return run.cancel();
    }

    /// Cancels what is not done, waits for the end, and ends the reporting.
    @Override
    public void close() {
        run.close();
        metrics.close();
        boolean interrupted = Thread.interrupted();
        try {
            Report _ = await(); // every thread has ended: it does not wait
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

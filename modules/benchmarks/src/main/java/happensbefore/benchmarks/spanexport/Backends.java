package happensbefore.benchmarks.spanexport;

import happensbefore.spanexport.otlp.Backend;
import happensbefore.spanexport.otlp.MultiBackendSpanExporter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// What is compared: this topic's exporter to several backends and the SDK's, over the same two backends.
final class Backends {
    static final String OURS = "MultiBackendSpanExporter";
    static final String THEIRS = "SpanExporter.composite";
    static final int BATCH = 512;

    private Backends() {}

    static SpanExporter open(String implementation, SpanExporter one, SpanExporter other) {
        return switch (implementation) {
            case OURS ->
                MultiBackendSpanExporter.create(
                        List.of(new Backend("one", one), new Backend("other", other)), MeterProvider.noop());
            case THEIRS -> SpanExporter.composite(one, other);
            default -> throw new IllegalArgumentException("no exporter is named " + implementation);
        };
    }

    static List<SpanData> batch() {
        return Collections.nCopies(BATCH, Processors.endedSpan().toSpanData());
    }

    /// Answers after that time; at once when it is zero.
    record Answering(Duration time, boolean delivered) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            if (time.isZero()) {
                return delivered ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
            }
            CompletableResultCode answer = new CompletableResultCode();
            Executor later = CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS);
            later.execute(() -> {
                CompletableResultCode _ = delivered ? answer.succeed() : answer.fail();
            });
            return answer;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}

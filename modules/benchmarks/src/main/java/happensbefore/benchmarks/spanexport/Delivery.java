package happensbefore.benchmarks.spanexport;

import com.sun.management.ThreadMXBean;
import happensbefore.producerconsumer.Overload;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.otlp.AdaptiveBatchSpanProcessor;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Spans from threads through a processor and the SDK's exporter to a receiver in another process: how many a
/// second arrive, and how many never do.
public final class Delivery {
    private static final Duration FLUSH = Duration.ofMinutes(1);

    /// What is measured: each processor with its usual settings.
    public enum Candidate {
        ADAPTIVE("AdaptiveBatchSpanProcessor, drop newest"),
        ADAPTIVE_BLOCK("AdaptiveBatchSpanProcessor, block"),
        SDK("BatchSpanProcessor of the SDK");

        private final String label;

        Candidate(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        SpanProcessor open(SpanExporter exporter) {
            return switch (this) {
                case ADAPTIVE -> new AdaptiveBatchSpanProcessor(exporter, BatchSettings.DEFAULT, MeterProvider.noop());
                case ADAPTIVE_BLOCK ->
                    new AdaptiveBatchSpanProcessor(
                            exporter, BatchSettings.DEFAULT.withOverload(Overload.block()), MeterProvider.noop());
                case SDK -> BatchSpanProcessor.builder(exporter).build();
            };
        }
    }

    /// @param threads each of which ends `spans` spans, waits for a flush, and begins again
    /// @param delay by which each export's answer is held back
    /// @param time for which they do so
    public record Case(int threads, int spans, Duration delay, Duration time) {}

    /// @param ended spans that the threads ended
    /// @param delivered spans that the receiver acknowledged
    /// @param nanos until the last flush was over
    /// @param allocated bytes in that time, by all threads of this process
    public record Result(long ended, long delivered, long nanos, long allocated) {
        public long dropped() {
            return ended - delivered;
        }

        public double deliveredPerSecond() {
            return delivered * 1e9 / nanos;
        }

        public double allocatedPerDelivered() {
            return (double) allocated / delivered;
        }
    }

    private Delivery() {}

    /// Answers later than the exporter behind it.
    private record Delayed(SpanExporter exporter, Executor later) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            CompletableResultCode answer = new CompletableResultCode();
            CompletableResultCode result = exporter.export(spans);
            CompletableResultCode _ = result.whenComplete(() -> later.execute(() -> {
                CompletableResultCode _ = result.isSuccess() ? answer.succeed() : answer.fail();
            }));
            return answer;
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    /// @param span which is ended again and again
    static Result measure(Candidate candidate, Case load, ReadableSpan span, Backend backend)
            throws IOException, InterruptedException {
        SpanExporter otlp =
                OtlpGrpcSpanExporter.builder().setEndpoint(backend.endpoint()).build();
        SpanExporter exporter = load.delay().isZero()
                ? otlp
                : new Delayed(
                        otlp, CompletableFuture.delayedExecutor(load.delay().toNanos(), TimeUnit.NANOSECONDS));
        try (SpanProcessor processor = candidate.open(exporter)) {
            long before = backend.received();
            long allocated = allocated();
            AtomicLong ended = new AtomicLong();
            long start = System.nanoTime();
            long end = start + load.time().toNanos();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < load.threads(); i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    do {
                        for (int n = 0; n < load.spans(); n++) {
                            processor.onEnd(span);
                        }
                        ended.addAndGet(load.spans());
                        processor.forceFlush().join(FLUSH.toNanos(), TimeUnit.NANOSECONDS);
                    } while (System.nanoTime() - end < 0);
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            processor.forceFlush().join(FLUSH.toNanos(), TimeUnit.NANOSECONDS);
            long nanos = System.nanoTime() - start;
            return new Result(ended.get(), backend.received() - before, nanos, allocated() - allocated);
        }
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }
}

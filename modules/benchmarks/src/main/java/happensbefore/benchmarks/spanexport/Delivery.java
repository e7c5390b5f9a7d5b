package happensbefore.benchmarks.spanexport;

import com.sun.management.ThreadMXBean;
import happensbefore.benchmarks.spanexport.Candidate.Opened;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
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
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Spans from threads through a processor and the SDK's exporter to a receiver in another process: how many a
/// second arrive, and how many never do.
final class Delivery {
    private static final Duration FLUSH = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// @param threads each of which ends `spans` spans, waits for a flush, and begins again
    /// @param delay by which each export's answer is held back
    /// @param time for which they do so
    record Case(int threads, int spans, Duration delay, Duration time) {}

    /// Three counts by three that know nothing of each other.
    ///
    /// @param ended spans, by the threads that ended them
    /// @param delivered spans, by the receiver
    /// @param dropped spans, by the processor
    /// @param exports that were begun for them
    /// @param nanos until all of them were accounted for
    /// @param allocated bytes in that time, by all threads of this process
    record Result(long ended, long delivered, long dropped, long exports, long nanos, long allocated) {
        /// Not zero when spans were lost and not counted, or counted twice.
        long unaccounted() {
            return ended - delivered - dropped;
        }

        double deliveredPerSecond() {
            return delivered * 1e9 / nanos;
        }

        double allocatedPerDelivered() {
            return (double) allocated / delivered;
        }

        double deliveredPerExport() {
            return (double) delivered / exports;
        }
    }

    private Delivery() {}

    /// Counts exports, and answers later than the exporter behind it.
    private record Watched(
            SpanExporter exporter,
            LongAdder exports,
            @Nullable Executor later) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            exports.increment();
            CompletableResultCode result = exporter.export(spans);
            if (later == null) {
                return result;
            }
            CompletableResultCode answer = new CompletableResultCode();
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
        LongAdder exports = new LongAdder();
        Executor later = load.delay().isZero()
                ? null
                : CompletableFuture.delayedExecutor(load.delay().toNanos(), TimeUnit.NANOSECONDS);
        join(otlp.export(List.of(span.toSpanData()))); // opens the connection
        Opened opened = candidate.open(new Watched(otlp, exports, later));
        try (SpanProcessor processor = opened.processor()) {
            long before = backend.received();
            long allocated = allocated();
            long start = System.nanoTime();
            long ended = end(span, load, processor, start + load.time().toNanos());
            long given = System.nanoTime();
            Result result;
            do { // the SDK answers a flush that comes while one ends with that one's success
                join(processor.forceFlush());
                result = new Result(
                        ended,
                        backend.received() - before,
                        opened.dropped().getAsLong(),
                        exports.sum(),
                        System.nanoTime() - start,
                        allocated() - allocated);
            } while (result.unaccounted() > 0 && System.nanoTime() - given < PATIENCE.toNanos());
            return result;
        }
    }

    /// Returns how many spans all threads have ended.
    private static long end(ReadableSpan span, Case load, SpanProcessor processor, long until)
            throws InterruptedException {
        AtomicLong ended = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < load.threads(); i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                do {
                    for (int n = 0; n < load.spans(); n++) {
                        processor.onEnd(span);
                    }
                    ended.addAndGet(load.spans());
                    join(processor.forceFlush());
                } while (System.nanoTime() - until < 0);
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return ended.get();
    }

    private static void join(CompletableResultCode code) {
        CompletableResultCode _ = code.join(FLUSH.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }
}

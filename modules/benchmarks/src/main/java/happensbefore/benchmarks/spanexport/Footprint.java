package happensbefore.benchmarks.spanexport;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceiverSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// What a processor keeps in memory while its backend hangs and spans keep coming, each with ten attributes.
final class Footprint {
    private static final int SPANS = 20_000;
    private static final int ATTRIBUTES = 10;

    /// @param bytes of the heap that are free once the processor has ended
    /// @param spans that it kept from being collected
    record Held(long bytes, long spans) {}

    private Footprint() {}

    private static final class Hanging implements SpanExporter {
        private final CompletableResultCode never = new CompletableResultCode();
        private final Queue<List<SpanData>> sent = new ConcurrentLinkedQueue<>(); // as long as there is no answer

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            if (!never.isDone()) {
                sent.add(List.copyOf(spans));
            }
            return never;
        }

        @Override
        public CompletableResultCode flush() {
            return never;
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    static Held of(Candidate candidate) {
        Hanging exporter = new Hanging();
        List<WeakReference<Span>> all = new ArrayList<>(SPANS);
        long full;
        long held;
        try (SpanProcessor processor = candidate.open(exporter).processor()) {
            end(processor, all);
            full = usedAfterCollection();
            held = all.stream().filter(each -> each.get() != null).count();
            exporter.never.fail();
            exporter.sent.clear();
            processor.shutdown().join(10, TimeUnit.SECONDS);
        }
        return new Held(full - usedAfterCollection(), held);
    }

    private static void end(SpanProcessor processor, List<WeakReference<Span>> all) {
        try (EmbeddedReceiver receiver =
                        EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxItems(1));
                Telemetry telemetry = Telemetry.sendingTo(receiver, "benchmark")) {
            Tracer tracer = telemetry.openTelemetry().getTracer("benchmark");
            for (int i = 0; i < SPANS; i++) {
                Span span = tracer.spanBuilder("GET /items/" + i).startSpan();
                for (int n = 0; n < ATTRIBUTES; n++) {
                    span.setAttribute("attribute." + n, "value " + i + "." + n);
                }
                span.end();
                processor.onEnd((ReadableSpan) span);
                all.add(new WeakReference<>(span));
            }
        }
    }

    private static long usedAfterCollection() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}

package happensbefore.lockfree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SpanStackTest {
    private static final int SPANS_EACH = 500;

    @Test
    void everySpanComesBackOnceAndEveryCallIsCounted() throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "stack");
                SpanStack stack = new SpanStack(telemetry.openTelemetry().getMeter("test"), "aside")) {
            Tracer tracer = telemetry.openTelemetry().getTracer("test");
            CyclicBarrier start = new CyclicBarrier(2);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<?> pushing = threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < SPANS_EACH; i++) {
                        stack.push(tracer.spanBuilder("put aside").startSpan());
                    }
                    return null;
                });
                Future<?> popping = threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < SPANS_EACH / 2; i++) {
                        Span span = stack.pop();
                        while (span == null) {
                            Thread.onSpinWait();
                            span = stack.pop();
                        }
                        span.end();
                    }
                    return null;
                });
                pushing.get();
                popping.get();
            }
            assertThat(telemetry.flush()).isTrue();

            assertThat(receiver.spansNamed("put aside")).hasSize(SPANS_EACH / 2);
            assertThat(receiver.latestSum("happensbefore.stack.pushed")).hasValue(SPANS_EACH);
            assertThat(receiver.latestSum("happensbefore.stack.popped")).hasValue(SPANS_EACH / 2.0);
            assertThat(receiver.latestSum("happensbefore.stack.depth")).hasValue(SPANS_EACH / 2.0);
            SpanStack.Counts counts = stack.counts();
            assertThat(receiver.latestSum("happensbefore.stack.retries", Map.of("operation", "push")))
                    .hasValue(counts.pushRetries());
            assertThat(receiver.latestSum("happensbefore.stack.retries", Map.of("operation", "pop")))
                    .hasValue(counts.popRetries());

            for (Span left = stack.pop(); left != null; left = stack.pop()) {
                left.end();
            }
            assertThat(telemetry.flush()).isTrue();
            assertThat(receiver.spansNamed("put aside")).hasSize(SPANS_EACH);
            assertThat(receiver.latestSum("happensbefore.stack.depth")).hasValue(0);
        }
    }

    @Test
    void aPopOfNothingIsNotCounted() {
        try (Telemetry telemetry = Telemetry.create("stack");
                SpanStack stack = new SpanStack(telemetry.openTelemetry().getMeter("test"), "aside")) {
            assertThat(stack.pop()).isNull();
            assertThat(stack.counts()).isEqualTo(new SpanStack.Counts(0, 0, 0, 0));
        }
    }
}

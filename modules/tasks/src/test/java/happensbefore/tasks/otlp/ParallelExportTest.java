package happensbefore.tasks.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The batches go to a backend over OTLP, and the spans about that to a monitor.
class ParallelExportTest {
    private static final int BATCHES = 20;

    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry toBackend = Telemetry.sendingTo(backend, "sender");
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");

    @AfterEach
    void end() {
        toBackend.close();
        telemetry.close();
        backend.close();
        monitor.close();
    }

    @Test
    void everyExportHasItsOwnSpanUnderTheCallersAndTheCallersBaggage() throws Exception {
        CyclicBarrier allAtOnce = new CyclicBarrier(BATCHES);
        Queue<String> tenants = new ConcurrentLinkedQueue<>();
        var export = new ParallelExport<String>(telemetry.openTelemetry(), batch -> {
            allAtOnce.await();
            tenants.add(String.valueOf(Baggage.current().getEntryValue("tenant")));
            toBackend
                    .openTelemetry()
                    .getTracer("sender")
                    .spanBuilder(batch)
                    .setNoParent()
                    .startSpan()
                    .end();
        });
        List<String> batches =
                IntStream.range(0, BATCHES).mapToObj(i -> "batch " + i).toList();
        Span caller = tracer.spanBuilder("caller").startSpan();
        Context context = Context.current()
                .with(caller)
                .with(Baggage.builder().put("tenant", "a").build());
        try (Scope _ = context.makeCurrent()) {
            export.all(batches);
        } finally {
            caller.end();
        }
        assertThat(toBackend.flush()).isTrue();
        assertThat(telemetry.flush()).isTrue();

        assertThat(backend.spans()).extracting(ReceivedSpan::name).containsExactlyInAnyOrderElementsOf(batches);
        assertThat(tenants).hasSize(BATCHES).containsOnly("a");
        assertThat(monitor.spansNamed("export"))
                .hasSize(BATCHES)
                .allSatisfy(span -> {
                    assertThat(span.parentSpanId())
                            .isEqualTo(caller.getSpanContext().getSpanId());
                    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
                    assertThat(span.status()).isNotEqualTo(StatusCode.ERROR);
                })
                .extracting(span -> span.attributes().get("happensbefore.batch.index"))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, BATCHES).boxed().toList());
    }

    @Test
    void theFirstFailureCancelsTheOthersAndTheirSpansSaySo() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        var export = new ParallelExport<String>(telemetry.openTelemetry(), batch -> {
            if (batch.equals("slow")) {
                running.countDown();
                never.await();
            }
            running.await();
            throw new IOException("refused");
        });
        assertThatThrownBy(() -> export.all(List.of("slow", "refused")))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("refused");
        assertThat(telemetry.flush()).isTrue();

        assertThat(monitor.spansNamed("export")).hasSize(2).allMatch(span -> span.status() == StatusCode.ERROR);
        assertThat(monitor.spansNamed("export"))
                .extracting(span -> span.attributes().get("error.type"))
                .containsExactlyInAnyOrder("cancelled", "java.io.IOException");
    }
}

package happensbefore.exercises.secondtry;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.secondtry.ResendingExport.Answer;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("telemetry")
class ResendingExportTelemetryTest {
    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "second-try");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger busy = new AtomicInteger();
    private final ResendingExport<String> export =
            new ResendingExport<>(this::send, (_, task) -> thread.execute(task), 5, Duration.ofMillis(1));

    @AfterEach
    void close() {
        thread.shutdownNow();
        telemetry.close();
        receiver.close();
    }

    private Answer send(String batch) {
        String tenant = Baggage.current().getEntryValue("tenant");
        tracer.spanBuilder("send " + batch)
                .setAttribute("tenant", tenant == null ? "none" : tenant)
                .startSpan()
                .end();
        return busy.getAndDecrement() > 0 ? new Answer.Busy(Duration.ZERO) : new Answer.Taken();
    }

    private Span exportedWithin(String tenant, String batch) throws Exception {
        Span span = tracer.spanBuilder(tenant).setNoParent().startSpan();
        Context context = Context.root()
                .with(Baggage.builder().put("tenant", tenant).build())
                .with(span);
        try (Scope _ = context.makeCurrent()) {
            export.export(batch, 1).get(10, TimeUnit.SECONDS);
        } finally {
            span.end();
        }
        return span;
    }

    private List<ReceivedSpan> received(String name) {
        assertThat(telemetry.flush())
                .as("The spans reach the receiver within the time limit.")
                .isTrue();
        return receiver.spansNamed(name);
    }

    @Test
    void theSendersSpanIsAChildOfItsCallers() throws Exception {
        Span caller = exportedWithin("a", "batch");
        assertThat(received("send batch"))
                .as("The parent of what the sender does is the span that was current where the batch was handed over.")
                .extracting(ReceivedSpan::parentSpanId)
                .containsExactly(caller.getSpanContext().getSpanId());
        assertThat(received("send batch").getFirst().attributes().toString())
                .as("The caller's whole context is current, its baggage, too.")
                .contains("tenant=a");
    }

    @Test
    void alsoTheSecondTimeAndTheThird() throws Exception {
        busy.set(2);
        String caller = exportedWithin("a", "batch").getSpanContext().getSpanId();
        assertThat(received("send batch"))
                .as("It is sent three times, the second time and the third for the same caller.")
                .extracting(ReceivedSpan::parentSpanId)
                .containsExactly(caller, caller, caller);
    }

    @Test
    void nothingIsLeftOnTheWorker() throws Exception {
        busy.set(1);
        var _ = exportedWithin("a", "batch");
        thread.submit(() -> tracer.spanBuilder("of the worker itself")
                        .setAttribute("tenant", String.valueOf(Baggage.current().getEntryValue("tenant")))
                        .startSpan()
                        .end())
                .get(10, TimeUnit.SECONDS);
        ReceivedSpan span = received("of the worker itself").getFirst();
        assertThat(span.parentSpanId())
                .as("What the worker does for itself has no parent: nothing of the last batch's context is left.")
                .isNull();
        assertThat(span.attributes().toString())
                .as("Nothing of the last batch's baggage is left on the worker.")
                .contains("tenant=null");
    }
}

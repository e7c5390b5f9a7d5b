package happensbefore.exercises.manyparents;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("telemetry")
class TracedBatchesTelemetryTest {
    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "many-parents");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");
    private final List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    private final List<String> tenants = new ArrayList<>();
    private final TracedBatches<String> batches = new TracedBatches<>(tracer, 3, this::send);

    @AfterEach
    void close() {
        telemetry.close();
        receiver.close();
    }

    private CompletableFuture<Boolean> send(List<String> batch) {
        tracer.spanBuilder("in the sender").startSpan().end();
        tenants.add(String.valueOf(Baggage.current().getEntryValue("tenant")));
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    /// Adds it in a trace of its own.
    private Span added(String request) {
        Span span = tracer.spanBuilder(request).setNoParent().startSpan();
        Context context = Context.root()
                .with(Baggage.builder().put("tenant", request).build())
                .with(span);
        try (Scope _ = context.makeCurrent()) {
            batches.add(request);
            assertThat(Span.current())
                    .as("After the call its caller has its own context again.")
                    .isSameAs(span);
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
    void theBatchIsLinkedToEachOfItsRequests() {
        Span a = added("a");
        batches.add("without a span");
        Span c = added("c");
        answers.getFirst().complete(true);
        ReceivedSpan batch = received("send batch").getFirst();
        assertThat(batch.parentSpanId())
                .as("The batch's span has no parent: its requests are of several traces.")
                .isNull();
        assertThat(batch.links())
                .as("It has a link to the span of each request that has one, in their order.")
                .extracting(ReceivedSpan.Link::spanId)
                .containsExactly(
                        a.getSpanContext().getSpanId(), c.getSpanContext().getSpanId());
        assertThat(batch.kind()).as("It calls a backend.").isEqualTo(SpanKind.CLIENT);
        assertThat(batch.attributes()).as("Three requests.").containsEntry("batch.size", 3L);
        assertThat(batch.status()).as("The answer was true.").isEqualTo(StatusCode.UNSET);
    }

    @Test
    void theSenderWorksForTheBatch() {
        added("a");
        added("b");
        added("c");
        answers.getFirst().complete(true);
        ReceivedSpan batch = received("send batch").getFirst();
        assertThat(receiver.spansNamed("in the sender").getFirst().parentSpanId())
                .as("While the sender is called, the batch's span is current.")
                .isEqualTo(batch.spanId());
        assertThat(tenants)
                .as("No request's baggage is there: the batch is of many.")
                .containsExactly("null");
    }

    @Test
    void theSpanEndsWithTheAnswer() {
        batches.add("a");
        batches.flush();
        assertThat(received("send batch"))
                .as("There is no answer yet, so the span has not ended.")
                .isEmpty();
        answers.getFirst().complete(false);
        assertThat(received("send batch"))
                .as("The answer was false: the batch has failed, and its span says so.")
                .extracting(ReceivedSpan::status)
                .containsExactly(StatusCode.ERROR);
    }

    @Test
    void aFailureIsToldByTheSpan() {
        batches.add("a");
        batches.flush();
        answers.getFirst().completeExceptionally(new IllegalStateException("the backend is gone"));
        ReceivedSpan batch = received("send batch").getFirst();
        assertThat(batch.status()).as("The batch has failed.").isEqualTo(StatusCode.ERROR);
        assertThat(batch.events())
                .as("The batch has failed, and the span tells with what.")
                .extracting(ReceivedSpan.Event::name)
                .containsExactly("exception");
    }
}

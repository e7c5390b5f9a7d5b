package happensbefore.exercises.tracedcrew;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("telemetry")
class TracedCrewTelemetryTest {
    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "traced-crew");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");

    @AfterEach
    void close() {
        telemetry.close();
        receiver.close();
    }

    private static Context tenant(String name) {
        return Context.root().with(Baggage.builder().put("tenant", name).build());
    }

    private ReceivedSpan only(String name) {
        assertThat(telemetry.flush())
                .as("The spans reach the receiver within the time limit.")
                .isTrue();
        assertThat(receiver.spansNamed(name))
                .as("Each job has one span, and it ended: `%s`, also of a job that failed.", name)
                .hasSize(1);
        return receiver.spansNamed(name).getFirst();
    }

    @Test
    void aJobsSpanIsAChildOfTheSpanWhereItWasSubmitted() {
        Span one = tracer.spanBuilder("one").setNoParent().startSpan();
        Span two = tracer.spanBuilder("two").setNoParent().startSpan();
        try (TracedCrew crew = new TracedCrew(tracer, 1)) {
            try (Scope _ = one.makeCurrent()) {
                crew.submit("first", () -> {});
            }
            try (Scope _ = two.makeCurrent()) {
                crew.submit("second", () -> {});
            }
        }
        one.end();
        two.end();
        assertThat(only("first").parentSpanId())
                .as("The parent of `first` is the span that was current where it was submitted.")
                .isEqualTo(one.getSpanContext().getSpanId());
        assertThat(only("second").parentSpanId())
                .as("The parent of `second` is its own submitter's span.")
                .isEqualTo(two.getSpanContext().getSpanId());
    }

    @Test
    void aJobWithoutAContextInheritsNobodys() {
        Span one = tracer.spanBuilder("one").setNoParent().startSpan();
        Queue<String> current = new ConcurrentLinkedQueue<>();
        try (TracedCrew crew = new TracedCrew(tracer, 1)) {
            try (Scope _ = tenant("a").with(one).makeCurrent()) {
                crew.submit("first", () -> {});
            }
            crew.submit(
                    "second", () -> current.add(String.valueOf(Baggage.current().getEntryValue("tenant"))));
        }
        one.end();
        assertThat(only("second").parentSpanId())
                .as("`second` was submitted where no span was current: nothing of the stranger before it is left.")
                .isNull();
        assertThat(current)
                .as("Nothing of the stranger's context is left on the thread.")
                .containsExactly("null");
    }

    @Test
    void theSubmittersBaggageIsCurrentInTheJob() {
        Queue<String> tenants = new ConcurrentLinkedQueue<>();
        try (TracedCrew crew = new TracedCrew(tracer, 1);
                Scope _ = tenant("a").makeCurrent()) {
            crew.submit(
                    "job", () -> tenants.add(String.valueOf(Baggage.current().getEntryValue("tenant"))));
        }
        assertThat(tenants)
                .as("The baggage of the submitter, tenant a, is current in its job.")
                .containsExactly("a");
    }

    @Test
    void whateverElseIsInTheSubmittersContextIsCurrentInTheJob() {
        ContextKey<String> key = ContextKey.named("request id");
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (TracedCrew crew = new TracedCrew(tracer, 1);
                Scope _ = Context.root().with(key, "r7").makeCurrent()) {
            crew.submit("job", () -> seen.add(String.valueOf(Context.current().get(key))));
        }
        assertThat(seen)
                .as("The submitter's context, with a value that nobody else knows, is current in its job.")
                .containsExactly("r7");
    }

    @Test
    void aJobRunsWithinItsOwnSpan() {
        Span one = tracer.spanBuilder("one").setNoParent().startSpan();
        try (TracedCrew crew = new TracedCrew(tracer, 1);
                Scope _ = one.makeCurrent()) {
            crew.submit("job", () -> tracer.spanBuilder("inside").startSpan().end());
        }
        one.end();
        assertThat(only("inside").parentSpanId())
                .as("A span that a job starts is a child of the job's own span, which is current in it.")
                .isEqualTo(only("job").spanId());
    }

    @Test
    void theSpanOfAFailedJobSaysSo() {
        try (TracedCrew crew = new TracedCrew(tracer, 1)) {
            crew.submit("failing", () -> {
                throw new IllegalStateException("broken job");
            });
        }
        ReceivedSpan span = only("failing");
        assertThat(span.status())
                .as("The status of a failed job's span is error.")
                .isEqualTo(StatusCode.ERROR);
        assertThat(span.events())
                .as("The exception of a failed job is an event of its span.")
                .extracting(ReceivedSpan.Event::name)
                .containsExactly("exception");
    }
}

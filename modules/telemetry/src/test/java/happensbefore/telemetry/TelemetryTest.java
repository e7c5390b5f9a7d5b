package happensbefore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedLog;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TelemetryTest {

    @ParameterizedTest
    @EnumSource
    void spansArriveWithAllTheyCarry(OtlpProtocol protocol) throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "shop", protocol)) {
            Tracer tracer = telemetry.openTelemetry().getTracer("checkout");
            Span parent = tracer.spanBuilder("order").startSpan();
            Span child = tracer.spanBuilder("pay")
                    .setParent(Context.root().with(parent))
                    .setSpanKind(SpanKind.CLIENT)
                    .addLink(parent.getSpanContext(), Attributes.of(AttributeKey.longKey("nth"), 1L))
                    .setAttribute("amount", 12.5)
                    .setAttribute("paid", true)
                    .setAttribute(AttributeKey.stringArrayKey("items"), List.of("book", "pen"))
                    .startSpan();
            child.addEvent("declined", Attributes.of(AttributeKey.stringKey("why"), "limit"));
            child.setStatus(StatusCode.ERROR, "no money");
            child.end();
            parent.end();

            assertThat(telemetry.flush()).isTrue();

            assertThat(receiver.spans()).hasSize(2);
            ReceivedSpan order = receiver.spansNamed("order").getFirst();
            ReceivedSpan pay = receiver.spansNamed("pay").getFirst();
            assertThat(order.isRoot()).isTrue();
            assertThat(order.kind()).isEqualTo(SpanKind.INTERNAL);
            assertThat(order.status()).isEqualTo(StatusCode.UNSET);
            assertThat(order.traceId()).isEqualTo(parent.getSpanContext().getTraceId());
            assertThat(pay.service()).isEqualTo("shop");
            assertThat(pay.scope()).isEqualTo("checkout");
            assertThat(pay.kind()).isEqualTo(SpanKind.CLIENT);
            assertThat(pay.traceId()).isEqualTo(order.traceId());
            assertThat(pay.spanId()).isEqualTo(child.getSpanContext().getSpanId());
            assertThat(pay.parentSpanId()).isEqualTo(order.spanId());
            assertThat(pay.links())
                    .containsExactly(new ReceivedSpan.Link(order.traceId(), order.spanId(), Map.of("nth", 1L)));
            assertThat(pay.attributes())
                    .isEqualTo(Map.of("amount", 12.5, "paid", true, "items", List.of("book", "pen")));
            assertThat(pay.events()).singleElement().satisfies(event -> {
                assertThat(event.name()).isEqualTo("declined");
                assertThat(event.attributes()).isEqualTo(Map.of("why", "limit"));
                assertThat(event.epochNanos()).isBetween(pay.startEpochNanos(), pay.endEpochNanos());
            });
            assertThat(pay.status()).isEqualTo(StatusCode.ERROR);
            assertThat(pay.statusMessage()).isEqualTo("no money");
            assertThat(pay.durationNanos()).isNotNegative();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCounterExportedManyTimesCountsOnce(OtlpProtocol protocol) {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "shop", protocol)) {
            LongCounter counter = telemetry
                    .openTelemetry()
                    .getMeter("checkout")
                    .counterBuilder("orders")
                    .build();
            for (int i = 0; i < 5; i++) {
                counter.add(1, Attributes.of(AttributeKey.longKey("shelf"), i % 2L));
                assertThat(telemetry.flush()).isTrue();
            }
            assertThat(receiver.metricPoints().stream().filter(p -> p.name().equals("orders")))
                    .hasSizeGreaterThanOrEqualTo(9);
            assertThat(receiver.latestSum("orders")).hasValue(5);
            assertThat(receiver.latestSum("orders", Map.of("shelf", 0))).hasValue(3);
            assertThat(receiver.latestSum("orders", Map.of("shelf", 7))).isEmpty();
            assertThat(receiver.latestSum("returns")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void logRecordsArriveWithTheSpanTheyBelongTo(OtlpProtocol protocol) throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "shop", protocol)) {
            Span span = telemetry
                    .openTelemetry()
                    .getTracer("checkout")
                    .spanBuilder("order")
                    .startSpan();
            telemetry
                    .openTelemetry()
                    .getLogsBridge()
                    .get("checkout")
                    .logRecordBuilder()
                    .setContext(Context.root().with(span))
                    .setSeverity(Severity.WARN)
                    .setSeverityText("careful")
                    .setBody("out of stock")
                    .setAttribute("shelf", 3)
                    .emit();
            span.end();
            assertThat(telemetry.flush()).isTrue();

            ReceivedLog log = receiver.awaitLogs(1, Duration.ofSeconds(10)).getFirst();
            assertThat(log.service()).isEqualTo("shop");
            assertThat(log.severity()).isEqualTo(Severity.WARN);
            assertThat(log.severityText()).isEqualTo("careful");
            assertThat(log.body()).isEqualTo("out of stock");
            assertThat(log.attributes()).isEqualTo(Map.of("shelf", 3L));
            assertThat(log.traceId()).isEqualTo(span.getSpanContext().getTraceId());
            assertThat(log.spanId()).isEqualTo(span.getSpanContext().getSpanId());
        }
    }

    @Test
    void noSpanOfFourBusyThreadsIsLost() throws Exception {
        int threads = 4;
        int each = 5_000;
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "load")) {
            Tracer tracer = telemetry.openTelemetry().getTracer("load");
            try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
                for (int t = 0; t < threads; t++) {
                    workers.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            tracer.spanBuilder("work").startSpan().end();
                        }
                    });
                }
            }
            assertThat(telemetry.flush(Duration.ofSeconds(60))).isTrue();
            assertThat(receiver.counts(Signal.TRACES).received()).isEqualTo(threads * each);
            assertThat(receiver.spans().stream().map(ReceivedSpan::spanId).distinct())
                    .hasSize(threads * each);
            assertThat(telemetry.spanDelivery()).isEqualTo(new Delivery(threads * each, 0, 0, 0));
        }
    }

    @Test
    void toAnotherProcessEverySpanSaysOnWhichThreadItBegan() throws Exception {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver.grpcEndpoint(), "shop")) {
            Tracer tracer = telemetry.openTelemetry().getTracer("checkout");
            Thread other = Thread.ofPlatform()
                    .name("till-3")
                    .start(() -> tracer.spanBuilder("pay").startSpan().end());
            other.join(Duration.ofSeconds(10));

            assertThat(telemetry.flush()).isTrue();

            assertThat(telemetry.receiver()).isEmpty();
            assertThat(receiver.spans())
                    .singleElement()
                    .satisfies(span -> assertThat(span.attributes())
                            .isEqualTo(Map.of("thread.name", "till-3", "thread.id", other.threadId())));
        }
    }
}

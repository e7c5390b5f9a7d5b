package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.ended;
import static happensbefore.spanexport.otlp.Spans.grpc;
import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.Answer;
import happensbefore.spanexport.Soon;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an exporter reports of its backends, as a backend sees it.
@Timeout(60)
class ExporterMetricsTest {
    @Test
    void eachBackendsBooksArriveAsMetrics() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                EmbeddedReceiver refusing = EmbeddedReceiver.start();
                EmbeddedReceiver hanging = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "span-export")) {
            refusing.inject(FaultPlan.always(new Fault.RejectPermanent()));
            hanging.inject(FaultPlan.always(new Fault.Hang()));
            try (MultiBackendSpanExporter exporter = new MultiBackendSpanExporter(
                    List.of(
                            new Backend("good", grpc(receiver.grpcEndpoint())),
                            new Backend("bad", grpc(refusing.grpcEndpoint())),
                            new Backend("ugly", grpc(hanging.grpcEndpoint()))),
                    Answer.FIRST,
                    telemetry.openTelemetry().getMeterProvider())) {
                assertThat(join(exporter.export(ended(3)))).isTrue();
                Soon.until(() -> exporter.ledgers().values().stream()
                        .allMatch(ledger -> ledger.queued() == 0
                                && (ledger.exported() + ledger.droppedInAll() + ledger.inFlight() == 3)));
                Soon.until(() -> exporter.toString().contains("EXPORT_FAILED=3"));
                assertThat(telemetry.flush()).isTrue();
                assertThat(sum(receiver, "otel.sdk.exporter.span.exported", "good", Map.of()))
                        .hasValue(3);
                assertThat(sum(
                                receiver,
                                "otel.sdk.exporter.span.exported",
                                "bad",
                                Map.of("error.type", "export_failed")))
                        .hasValue(3);
                assertThat(sum(receiver, "otel.sdk.exporter.span.inflight", "ugly", Map.of()))
                        .hasValue(3);
                String spans = "happensbefore.span_export.spans";
                assertThat(sum(receiver, spans, "good", Map.of("state", "exported")))
                        .hasValue(3);
                assertThat(sum(receiver, spans, "bad", Map.of("state", "dropped", "reason", "export_failed")))
                        .hasValue(3);
                assertThat(sum(receiver, spans, "ugly", Map.of("state", "in_flight")))
                        .hasValue(3);
                assertThat(sum(receiver, spans, "ugly", Map.of()))
                        .as("all places")
                        .hasValue(3);
                assertThat(sum(receiver, "happensbefore.span_export.held", "ugly", Map.of()))
                        .hasValue(3);
                assertThat(sum(receiver, "happensbefore.span_export.retries", "bad", Map.of()))
                        .hasValue(0);
                hanging.inject(FaultPlan.none());
            }
        }
    }

    private static OptionalDouble sum(
            EmbeddedReceiver receiver, String metric, String backend, Map<String, String> attributes) {
        Map<String, String> all = new java.util.HashMap<>(attributes);
        all.put("backend", backend);
        return receiver.latestSum(metric, all);
    }
}

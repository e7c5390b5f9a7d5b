package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One ledger, each of whose numbers can be told from every sum of others, as its metrics arrive.
@Timeout(60)
class LedgerInstrumentsTest {
    private static final String PROCESSED = "otel.sdk.processor.span.processed";

    private static Ledger ledger() {
        Map<Drop, Long> dropped = new EnumMap<>(Drop.class);
        long number = 16;
        for (Drop reason : Drop.values()) {
            dropped.put(reason, number);
            number *= 2;
        }
        return new Ledger(1, dropped, 2, 4, 8);
    }

    private static long dropped(Drop... reasons) {
        long sum = 0;
        for (Drop reason : reasons) {
            sum += ledger().dropped(reason);
        }
        return sum;
    }

    @Test
    void everyNumberArrivesWhereTheConventionsWantIt() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "books")) {
            Meter meter = telemetry.openTelemetry().getMeter("test");
            LedgerInstruments instruments = new LedgerInstruments(meter);
            Attributes self = LedgerInstruments.component("type", "name");
            var callback = meter.batchCallback(
                    () -> instruments.record(ledger(), 512, self), instruments.first(), instruments.and());
            assertThat(telemetry.flush()).isTrue();
            callback.close();

            long full = dropped(Drop.QUEUE_FULL, Drop.DISPLACED, Drop.TIMED_OUT, Drop.REFUSED);
            assertThat(receiver.latestSum(PROCESSED, Map.of("error.type", "queue_full")))
                    .hasValue(full);
            long unsent = full;
            for (Drop reason : new Drop[] {Drop.ALREADY_SHUTDOWN, Drop.INTERRUPTED, Drop.TOO_LARGE, Drop.ABANDONED}) {
                assertThat(receiver.latestSum(PROCESSED, Map.of("error.type", reason.label())))
                        .as(reason.label())
                        .hasValue(dropped(reason));
                unsent += dropped(reason);
            }
            long sent = 1 + 4 + dropped(Drop.REJECTED, Drop.EXPORT_FAILED, Drop.EXPORT_TIMED_OUT);
            assertThat(receiver.latestSum(PROCESSED))
                    .as("those without an error, too")
                    .hasValue(sent + unsent);
            assertThat(receiver.latestSum("otel.sdk.processor.span.queue.size")).hasValue(2);
            assertThat(receiver.latestSum("happensbefore.span_export.late")).hasValue(8);
            for (Drop reason : Drop.values()) {
                assertThat(receiver.latestSum(
                                "happensbefore.span_export.spans",
                                Map.of("state", "dropped", "reason", reason.label())))
                        .hasValue(dropped(reason));
            }
        }
    }
}

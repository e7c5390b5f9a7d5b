package happensbefore.exercises.exportledger;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedMetric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("telemetry")
class ExportLedgerTelemetryTest {
    private static final int EXPORTS_UNDER_LOAD = 25;
    private static final String RECEIVED = "ledger.spans.received";
    private static final String EXPORTED = "ledger.spans.exported";
    private static final String DROPPED = "ledger.spans.dropped";

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "export-ledger");
    private final ExportLedger ledger =
            new ExportLedger(telemetry.openTelemetry().getMeter("exporter"));

    @AfterEach
    void close() {
        ledger.close();
        telemetry.close();
        receiver.close();
    }

    @Test
    void theSumsArriveAndEachDropHasItsReason() {
        ledger.settle(508, 4, 0);
        ledger.settle(100, 0, 12);
        flush();
        assertSum(RECEIVED, Map.of(), 624, "All spans of both batches were received.");
        assertSum(EXPORTED, Map.of(), 608, "508 and 100 spans were exported.");
        assertSum(DROPPED, Map.of("reason", "queue_full"), 4, "Drops at a full queue carry reason=queue_full.");
        assertSum(DROPPED, Map.of("reason", "rejected"), 12, "Rejected spans carry reason=rejected.");
        assertSum(DROPPED, Map.of(), 16, "Each dropped span is reported under one reason only.");
    }

    @Test
    void eachExportCarriesEveryTotalAsACounter() {
        flush();
        assertSum(DROPPED, Map.of("reason", "queue_full"), 0, "Each export carries every total, also a 0.");
        assertSum(DROPPED, Map.of("reason", "rejected"), 0, "Each export carries every total, also a 0.");
        for (String name : List.of(RECEIVED, EXPORTED)) {
            assertSum(name, Map.of(), 0, "Each export carries every total, also a 0.");
            assertThat(ledgerPoints())
                    .filteredOn(point -> point.name().equals(name))
                    .as("`%s` has no attributes.", name)
                    .allMatch(point -> point.attributes().isEmpty());
        }
        assertThat(ledgerPoints())
                .as("The three metrics are counters: sums that only grow, in `{span}`.")
                .allMatch(point -> point.type() == ReceivedMetric.Type.SUM
                        && point.monotonic()
                        && point.unit().equals("{span}"));
    }

    private List<ReceivedMetric> ledgerPoints() {
        return receiver.metricPoints().stream()
                .filter(point -> point.name().startsWith("ledger."))
                .toList();
    }

    @Test
    void eachExportIsOfOneMoment() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong batches = new AtomicLong();
        List<Thread> settlers = List.of(settler(stop, batches), settler(stop, batches));
        try {
            for (int i = 0; i < EXPORTS_UNDER_LOAD; i++) {
                flush();
            }
        } finally {
            stop.set(true);
            for (Thread settler : settlers) {
                settler.join();
            }
        }
        receiver.metricPoints().stream()
                .filter(point -> point.name().startsWith("ledger."))
                .collect(Collectors.groupingBy(ReceivedMetric::epochNanos, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(ExportLedgerTelemetryTest::assertConsistent);
        flush();
        assertSum(RECEIVED, Map.of(), 5.0 * batches.get(), "Two threads settled batches of 5 spans; none is lost.");
    }

    @Test
    void aClosedLedgerIsSilent() {
        ledger.settle(1, 1, 1);
        ledger.close();
        flush();
        receiver.clear();
        ledger.settle(1, 1, 1);
        flush();
        assertThat(receiver.metricPoints())
                .filteredOn(point -> point.name().startsWith("ledger."))
                .as("After `close()`, the ledger reports nothing more.")
                .isEmpty();
    }

    private Thread settler(AtomicBoolean stop, AtomicLong batches) {
        return Thread.ofPlatform().name("settler").start(() -> {
            while (!stop.get()) {
                ledger.settle(3, 1, 1);
                batches.incrementAndGet();
            }
        });
    }

    private static void assertConsistent(List<ReceivedMetric> export) {
        assertThat(sum(export, RECEIVED))
                .as("In one export, received is exported + dropped: all three are from the same moment.")
                .isEqualTo(sum(export, EXPORTED) + sum(export, DROPPED));
    }

    private static double sum(List<ReceivedMetric> export, String name) {
        return export.stream()
                .filter(point -> point.name().equals(name))
                .mapToDouble(ReceivedMetric::value)
                .sum();
    }

    private void assertSum(String name, Map<String, ?> attributes, double expected, String sentence) {
        assertThat(receiver.latestSum(name, attributes))
                .as("%s The metric is `%s`, a counter.", sentence, name)
                .hasValue(expected);
    }

    private void flush() {
        assertThat(telemetry.flush())
                .as("The metrics reach the receiver within the time limit.")
                .isTrue();
    }
}

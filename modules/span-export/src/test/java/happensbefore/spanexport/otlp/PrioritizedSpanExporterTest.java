package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.ended;
import static happensbefore.spanexport.otlp.Spans.grpc;
import static happensbefore.spanexport.otlp.Spans.http;
import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.CircuitBreaker.State;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.LaneSettings;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Soon;
import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultKind;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Three real receivers: one first, one in its place, and one that gets all.
@Timeout(60)
class PrioritizedSpanExporterTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final CircuitBreaker.Settings THREE = new CircuitBreaker.Settings(3, PAUSE, PAUSE);
    private static final CircuitBreaker.Settings NEVER_AGAIN = new CircuitBreaker.Settings(3, LONG, LONG);
    private static final LaneSettings ONCE = LaneSettings.DEFAULT
            .withConcurrency(1)
            .withRetry(new Retry.Policy(1, LONG, new Backoff(Duration.ofMillis(1), Duration.ofMillis(1))))
            .withTimeouts(LONG, LONG);

    private final EmbeddedReceiver primary = EmbeddedReceiver.start();
    private final EmbeddedReceiver fallback = EmbeddedReceiver.start();
    private final EmbeddedReceiver backup = EmbeddedReceiver.start();
    private @Nullable PrioritizedSpanExporter opened;

    @AfterEach
    void close() {
        for (EmbeddedReceiver each : List.of(primary, fallback, backup)) {
            each.inject(FaultPlan.none());
        }
        if (opened != null) {
            join(opened.shutdown());
        }
        for (EmbeddedReceiver each : List.of(primary, fallback, backup)) {
            each.close();
        }
    }

    private PrioritizedSpanExporter open(CircuitBreaker.Settings breaker, LaneSettings first) {
        return open(breaker, first, MeterProvider.noop());
    }

    private PrioritizedSpanExporter open(CircuitBreaker.Settings breaker, LaneSettings first, MeterProvider meters) {
        PrioritizedSpanExporter exporter = new PrioritizedSpanExporter(
                new Backend("primary", grpc(primary.grpcEndpoint())).withSettings(first),
                breaker,
                new Backend("fallback", http(fallback.httpEndpoint())).withSettings(ONCE),
                new Backend("backup", grpc(backup.grpcEndpoint())).withSettings(ONCE),
                meters);
        opened = exporter;
        return exporter;
    }

    private static long arrived(EmbeddedReceiver receiver) {
        return receiver.counts(Signal.TRACES).received();
    }

    private static Ledger ledger(PrioritizedSpanExporter exporter, String backend) {
        return Objects.requireNonNull(exporter.ledgers().get(backend));
    }

    @Test
    void aPrimaryThatIsWellGetsAllAndTheBackupACopy() {
        PrioritizedSpanExporter exporter = open(THREE, ONCE);
        for (int i = 0; i < 5; i++) {
            assertThat(join(exporter.export(ended(10)))).isTrue();
        }
        assertThat(join(exporter.flush())).isTrue();
        assertThat(arrived(primary)).isEqualTo(50);
        assertThat(arrived(fallback)).isZero();
        assertThat(arrived(backup)).isEqualTo(50);
        assertThat(exporter.ledger().exported()).isEqualTo(50);
        assertThat(join(exporter.export(List.of()))).as("nothing to send").isTrue();
    }

    @Test
    void aPrimaryThatFailsIsLeftAloneUntilItIsWell() {
        primary.inject(FaultPlan.always(new Fault.RejectRetryable(Duration.ZERO)));
        PrioritizedSpanExporter exporter = open(THREE, ONCE);
        int batches = 0;
        while (exporter.circuit() == State.CLOSED) {
            assertThat(join(exporter.export(ended(1)))).isTrue();
            batches++;
        }
        assertThat(batches).as("three failures in a row").isEqualTo(3);
        assertThat(arrived(fallback)).isEqualTo(3);
        assertThat(join(exporter.export(ended(1)))).isTrue();
        primary.inject(FaultPlan.none());
        Soon.until(() -> join(exporter.export(ended(1))) && exporter.circuit() == State.CLOSED);
        long before = arrived(fallback);
        assertThat(join(exporter.export(ended(7)))).isTrue();
        assertThat(arrived(fallback)).as("no more").isEqualTo(before);
        assertThat(arrived(primary)).isGreaterThanOrEqualTo(8);
    }

    @Test
    void whileTheBreakerIsOpenThePrimaryIsNotAsked() {
        primary.inject(FaultPlan.always(new Fault.RejectPermanent()));
        PrioritizedSpanExporter exporter = open(NEVER_AGAIN, ONCE);
        for (int i = 0; i < 20; i++) {
            assertThat(join(exporter.export(ended(1)))).isTrue();
        }
        assertThat(primary.requests().faulted(FaultKind.REJECT_PERMANENT)).isEqualTo(3);
        assertThat(ledger(exporter, "primary").dropped(Drop.EXPORT_FAILED)).isEqualTo(3);
        assertThat(ledger(exporter, "primary").dropped(Drop.CIRCUIT_OPEN)).isEqualTo(17);
        assertThat(arrived(fallback)).isEqualTo(20);
        assertThat(exporter.ledger().exported()).isEqualTo(20);
        assertThat(exporter.ledger().droppedInAll()).isZero();
        assertThat(exporter.toString()).contains("OPEN");
    }

    @Test
    void aPrimaryThatHangsLosesItsBatchesToTheFallback() {
        primary.inject(FaultPlan.always(new Fault.Hang()));
        PrioritizedSpanExporter exporter = open(NEVER_AGAIN, ONCE.withTimeouts(Duration.ofMillis(30), LONG));
        List<CompletableResultCode> codes = new ArrayList<>();
        List<SpanData> batch = ended(10);
        for (int i = 0; i < 20; i++) {
            codes.add(exporter.export(batch));
        }
        codes.forEach(code -> assertThat(join(code)).isTrue());
        assertThat(arrived(fallback)).isEqualTo(200);
        Ledger lost = ledger(exporter, "primary");
        assertThat(lost.dropped(Drop.EXPORT_TIMED_OUT))
                .as("three, and what was under way")
                .isLessThan(100);
        assertThat(lost.dropped(Drop.EXPORT_TIMED_OUT) + lost.dropped(Drop.CIRCUIT_OPEN))
                .isEqualTo(200);
    }

    @Test
    void whatBothLoseHasFailedAndTheBackupHasIt() {
        primary.inject(FaultPlan.always(new Fault.RejectPermanent()));
        fallback.inject(FaultPlan.always(new Fault.RejectPermanent()));
        PrioritizedSpanExporter exporter = open(THREE, ONCE);
        CompletableResultCode code = exporter.export(ended(4));
        assertThat(join(code)).isFalse();
        assertThat(code.getFailureThrowable())
                .isInstanceOf(NotDeliveredException.class)
                .hasMessage("by backend: {fallback=export_failed, primary=export_failed}");
        assertThat(exporter.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(4);
        Soon.until(() -> arrived(backup) == 4);
    }

    @Test
    void aBackupThatFailsIsCountedAndTheFlushSaysSo() {
        backup.inject(FaultPlan.always(new Fault.Hang()));
        PrioritizedSpanExporter exporter = open(THREE, ONCE);
        assertThat(join(exporter.export(ended(4)))).as("it is not the backup's").isTrue();
        CompletableResultCode flush = exporter.flush();
        assertThat(flush.isDone()).isFalse();
        Soon.until(() -> ledger(exporter, "backup").inFlight() == 4);
        backup.inject(FaultPlan.none()); // which cuts the connection
        assertThat(join(flush)).as("the copy is lost").isFalse();
        assertThat(ledger(exporter, "backup").dropped(Drop.RETRIES_EXHAUSTED)).isEqualTo(4);
    }

    @Test
    void theCallersListMayBeClearedAtOnce() {
        primary.inject(FaultPlan.always(new Fault.RejectPermanent()));
        fallback.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(20))));
        PrioritizedSpanExporter exporter = open(THREE, ONCE);
        List<SpanData> batch = new ArrayList<>(ended(6));
        CompletableResultCode code = exporter.export(batch);
        batch.clear();
        assertThat(join(code)).isTrue();
        assertThat(join(exporter.flush())).isTrue();
        assertThat(fallback.spans()).hasSize(6);
        assertThat(backup.spans()).hasSize(6);
    }

    @Test
    void afterTheShutdownNothingIsTaken() {
        PrioritizedSpanExporter exporter = open(THREE, ONCE);
        assertThat(join(exporter.export(ended(1)))).isTrue();
        assertThat(join(exporter.shutdown())).isTrue();
        assertThat(join(exporter.export(ended(2)))).isFalse();
        assertThat(exporter.ledger().dropped(Drop.ALREADY_SHUTDOWN)).isEqualTo(2);
        exporter.close();
    }

    @Test
    void theBooksArriveAsMetrics() {
        primary.inject(FaultPlan.always(new Fault.RejectPermanent()));
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "span-export")) {
            PrioritizedSpanExporter exporter =
                    open(NEVER_AGAIN, ONCE, telemetry.openTelemetry().getMeterProvider());
            for (int i = 0; i < 5; i++) {
                assertThat(join(exporter.export(ended(1)))).isTrue();
            }
            assertThat(join(exporter.flush())).isTrue();
            assertThat(telemetry.flush()).isTrue();
            String spans = "happensbefore.span_export.spans";
            assertThat(receiver.latestSum(spans, Map.of("backend", "any", "state", "exported")))
                    .hasValue(5);
            assertThat(receiver.latestSum(spans, Map.of("backend", "primary", "reason", "circuit_open")))
                    .hasValue(2);
            assertThat(receiver.latestSum(spans, Map.of("backend", "backup", "state", "exported")))
                    .hasValue(5);
            assertThat(receiver.latestSum("happensbefore.span_export.circuit.openings"))
                    .hasValue(1);
            exporter.close();
        }
    }
}

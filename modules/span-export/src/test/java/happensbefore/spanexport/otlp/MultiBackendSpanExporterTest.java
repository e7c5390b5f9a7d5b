package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.ended;
import static happensbefore.spanexport.otlp.Spans.grpc;
import static happensbefore.spanexport.otlp.Spans.http;
import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.spanexport.Answer;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.LaneSettings;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Soon;
import happensbefore.spanexport.Verdict;
import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultKind;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The SDK's own exporters and two real receivers, one of which does as it is told.
@Timeout(60)
class MultiBackendSpanExporterTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Backoff SOON = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final LaneSettings PATIENT =
            LaneSettings.DEFAULT.withRetry(new Retry.Policy(5, LONG, SOON)).withTimeouts(LONG, LONG);

    private final EmbeddedReceiver healthy = EmbeddedReceiver.start();
    private final EmbeddedReceiver other = EmbeddedReceiver.start();
    private final List<SpanExporter> opened = new ArrayList<>();

    @AfterEach
    void close() {
        other.inject(FaultPlan.none());
        opened.forEach(exporter -> join(exporter.shutdown()));
        healthy.close();
        other.close();
    }

    private MultiBackendSpanExporter open(LaneSettings settings, Answer answer) {
        return open(
                answer,
                new Backend("healthy", grpc(healthy.grpcEndpoint())).withSettings(settings),
                new Backend("other", http(other.httpEndpoint())).withSettings(settings));
    }

    private MultiBackendSpanExporter open(Answer answer, Backend... backends) {
        MultiBackendSpanExporter exporter =
                new MultiBackendSpanExporter(List.of(backends), answer, MeterProvider.noop());
        opened.add(exporter);
        return exporter;
    }

    private static Ledger ledger(MultiBackendSpanExporter exporter, String backend) {
        return Objects.requireNonNull(exporter.ledgers().get(backend));
    }

    @Test
    void everySpanArrivesAtEveryBackend() {
        MultiBackendSpanExporter exporter = open(PATIENT, Answer.ALL);
        for (int i = 0; i < 5; i++) {
            assertThat(join(exporter.export(ended(100)))).isTrue();
        }
        assertThat(healthy.spans()).hasSize(500);
        assertThat(other.spans()).hasSize(500);
        assertThat(ledger(exporter, "healthy").exported()).isEqualTo(500);
        assertThat(ledger(exporter, "other").exported()).isEqualTo(500);
        assertThat(join(exporter.export(List.of()))).as("nothing to send").isTrue();
        assertThat(exporter.toString()).contains("healthy");
    }

    @Test
    void aBackendThatHangsCostsTheOtherNothing() {
        other.inject(FaultPlan.always(new Fault.Hang()));
        MultiBackendSpanExporter exporter = open(PATIENT.withRoom(1_000, Long.MAX_VALUE), Answer.FIRST);
        List<SpanData> batch = ended(100);
        for (int i = 0; i < 100; i++) {
            assertThat(join(exporter.export(batch))).isTrue();
        }
        assertThat(healthy.counts(Signal.TRACES).received()).isEqualTo(10_000);
        Ledger hanging = ledger(exporter, "other");
        assertThat(hanging.exported()).isZero();
        assertThat(hanging.dropped(Drop.QUEUE_FULL)).isEqualTo(9_000);
        assertThat(hanging.queued() + hanging.inFlight()).isEqualTo(1_000);
        CompletableResultCode flush = exporter.flush();
        assertThat(flush.isDone()).as("it waits for the one that hangs").isFalse();
        other.inject(FaultPlan.none());
        assertThat(join(flush))
                .as("once the connections were cut, they were tried again")
                .isTrue();
    }

    @Test
    void anSdkProcessorInFrontOfItIsNotHeldUp() {
        other.inject(FaultPlan.always(new Fault.Hang()));
        MultiBackendSpanExporter exporter = open(PATIENT, Answer.FIRST);
        try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(LONG)
                        .build())
                .build()) {
            for (int i = 0; i < 10; i++) {
                for (int n = 0; n < 1_000; n++) {
                    sdk.get("test").spanBuilder("work").startSpan().end();
                }
                int all = (i + 1) * 1_000;
                // Not joined: it waits for the backend that hangs. Asked for again: a flush that meets one that is just
                // ending is that one, and flushes nothing.
                Soon.until(() -> {
                    CompletableResultCode _ = sdk.forceFlush();
                    return ledger(exporter, "healthy").exported() == all;
                });
            }
            other.inject(FaultPlan.none());
        }
        assertThat(healthy.spans()).hasSize(10_000);
    }

    @Test
    void whatIsRefusedForGoodIsSentOnce() {
        other.inject(FaultPlan.always(new Fault.RejectPermanent()));
        MultiBackendSpanExporter exporter = open(PATIENT, Answer.ALL);
        CompletableResultCode code = exporter.export(ended(3));
        assertThat(join(code)).isFalse();
        assertThat(other.requests().faulted(FaultKind.REJECT_PERMANENT)).isEqualTo(1);
        assertThat(ledger(exporter, "other").dropped(Drop.EXPORT_FAILED)).isEqualTo(3);
        assertThat(healthy.spans()).hasSize(3);
        assertThat(code.getFailureThrowable())
                .hasMessage("by backend: {healthy=delivered, other=export_failed}")
                .isInstanceOfSatisfying(NotDeliveredException.class, failure -> {
                    assertThat(failure.verdicts().get("healthy")).isEqualTo(Verdict.DELIVERED);
                    assertThat(failure.getSuppressed()).hasSize(1);
                });
    }

    @Test
    void whatIsRefusedForNowIsSentAgainOverGrpcAndOverHttp() {
        Fault busy = new Fault.RejectRetryable(Duration.ZERO);
        healthy.inject(FaultPlan.always(busy).forNext(2));
        other.inject(FaultPlan.always(busy).forNext(2));
        MultiBackendSpanExporter exporter = open(PATIENT, Answer.ALL);
        assertThat(join(exporter.export(ended(3)))).isTrue();
        assertThat(healthy.spans()).as("once").hasSize(3);
        assertThat(other.spans()).as("once").hasSize(3);
        assertThat(healthy.requests().faulted(FaultKind.REJECT_RETRYABLE)).isEqualTo(2);
    }

    @Test
    void whenEveryBackendHasLostABatchTheExportHasFailed() {
        other.close();
        healthy.close();
        MultiBackendSpanExporter exporter = open(PATIENT, Answer.FIRST);
        CompletableResultCode code = exporter.export(ended(3));
        assertThat(join(code)).isFalse();
        assertThat(code.getFailureThrowable())
                .hasMessage("by backend: {healthy=retries_exhausted, other=retries_exhausted}");
        assertThat(join(exporter.flush())).as("it was known before").isTrue();
    }

    @Test
    void theCallersListMayBeClearedAtOnce() {
        healthy.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(20))));
        MultiBackendSpanExporter exporter = open(PATIENT, Answer.ALL);
        List<SpanData> batch = new ArrayList<>(ended(7));
        CompletableResultCode code = exporter.export(batch);
        batch.clear();
        assertThat(join(code)).isTrue();
        assertThat(healthy.spans()).hasSize(7);
        assertThat(other.spans()).hasSize(7);
    }

    /// Answers when the test says so, and tells in which Context it was called.
    private static final class Told implements SpanExporter {
        private static final ContextKey<String> KEY = ContextKey.named("test");
        private final AtomicReference<String> seen = new AtomicReference<>("nothing");
        private final CompletableFuture<Collection<SpanData>> batch = new CompletableFuture<>();
        private final CompletableResultCode answer = new CompletableResultCode();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            seen.set(Objects.requireNonNullElse(Context.current().get(KEY), "none"));
            batch.complete(spans);
            return answer;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void theCallersContextIsThereAndNothingIsCountedBeforeItIsKnown() {
        Told told = new Told();
        MultiBackendSpanExporter exporter = open(Answer.FIRST, new Backend("told", told).withSettings(PATIENT));
        CompletableResultCode code;
        try (Scope _ = Context.current().with(Told.KEY, "the caller's").makeCurrent()) {
            code = exporter.export(ended(2));
        }
        assertThat(told.batch.join()).hasSize(2);
        assertThat(told.seen).hasValue("the caller's");
        assertThat(code.isDone()).isFalse();
        assertThat(ledger(exporter, "told").exported()).isZero();
        told.answer.succeed();
        assertThat(join(code)).isTrue();
    }

    @Test
    void afterTheShutdownNothingIsTaken() {
        MultiBackendSpanExporter exporter = open(PATIENT, Answer.FIRST);
        assertThat(join(exporter.export(ended(1)))).isTrue();
        assertThat(join(exporter.shutdown())).isTrue();
        CompletableResultCode late = exporter.export(ended(2));
        assertThat(late.isDone()).isTrue();
        assertThat(late.isSuccess()).isFalse();
        assertThat(ledger(exporter, "healthy").dropped(Drop.ALREADY_SHUTDOWN)).isEqualTo(2);
        exporter.close();
    }

    @Test
    void backendsNeedNamesOfTheirOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(PATIENT, Answer.FIRST, "same"))
                .withMessageContaining("[same, same]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiBackendSpanExporter.create(List.of(), MeterProvider.noop()));
    }

    private MultiBackendSpanExporter open(LaneSettings settings, Answer answer, String name) {
        return open(
                answer,
                new Backend(name, SpanExporter.composite()).withSettings(settings),
                new Backend(name, SpanExporter.composite()));
    }
}

package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.Overload;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Pace;
import happensbefore.spanexport.Soon;
import happensbefore.tasks.Aimd;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import happensbefore.testkit.Race;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A backend that refuses, hangs and answers late: the books add up at every sample, and agree with what has
/// arrived.
@Timeout(60)
class FaultyBackendTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final BatchSettings SETTINGS = BatchSettings.DEFAULT
            .withPace(new Pace.Bounds(8, 32, SOON, LONG))
            .withLimit(new Aimd(4, 4, LONG, 0.5))
            .withOverload(Overload.block())
            .withTimeouts(LONG, LONG);

    /// Sends nothing before it is flushed: a flush says nothing about what was lost earlier.
    private static final BatchSettings HELD = SETTINGS.withPace(new Pace.Bounds(32, 32, LONG, LONG));

    private static final RetryPolicy PATIENT = RetryPolicy.builder()
            .setMaxAttempts(5)
            .setInitialBackoff(Duration.ofMillis(1))
            .setMaxBackoff(Duration.ofMillis(5))
            .build();

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private AdaptiveBatchSpanProcessor open(BatchSettings settings) {
        return new AdaptiveBatchSpanProcessor(
                RejectionAwareSpanExporter.of(OtlpGrpcSpanExporter.builder()
                        .setEndpoint(receiver.grpcEndpoint().toString())
                        .setRetryPolicy(PATIENT)
                        .build()),
                settings,
                MeterProvider.noop());
    }

    private static SdkTracerProvider sdk(AdaptiveBatchSpanProcessor processor) {
        return SdkTracerProvider.builder().addSpanProcessor(processor).build();
    }

    private static void end(Tracer tracer, int spans) {
        for (int i = 0; i < spans; i++) {
            tracer.spanBuilder("work").startSpan().end();
        }
    }

    private static boolean flush(SdkTracerProvider sdk) {
        return sdk.forceFlush().join(60, TimeUnit.SECONDS).isSuccess();
    }

    private void assertArrived(Ledger ledger) {
        assertThat(receiver.counts(Signal.TRACES).received()).isEqualTo(ledger.exported());
    }

    @Test
    void theBooksAddUpAtEverySampleWhileMostRequestsAreRefused() throws InterruptedException {
        int spans = 2_000;
        receiver.inject(FaultPlan.seeded(42)
                .with(0.6, new Fault.RejectRetryable(Duration.ZERO))
                .with(0.1, new Fault.RejectPermanent()));
        AdaptiveBatchSpanProcessor processor = open(SETTINGS);
        try (SdkTracerProvider sdk = sdk(processor)) {
            AtomicLong ended = new AtomicLong();
            AtomicBoolean over = new AtomicBoolean();
            try (Race race = Race.within(LONG)) {
                race.thread("service", () -> {
                    Tracer tracer = sdk.get("test");
                    for (int i = 0; i < spans; i++) {
                        ended.incrementAndGet();
                        end(tracer, 1);
                    }
                    over.set(true);
                });
                race.thread("samples", () -> {
                    while (!over.get()) {
                        Ledger seen = processor.ledger();
                        assertThat(seen.recorded()).isLessThanOrEqualTo(ended.get());
                        assertThat(seen.queued()).isNotNegative();
                        assertThat(seen.inFlight()).isBetween(0L, 4 * 32L);
                    }
                });
                race.run();
            }
            boolean _ = flush(sdk);
            Ledger end = processor.ledger();
            assertThat(end.recorded()).isEqualTo(spans);
            assertThat(end.exported() + end.dropped(Drop.EXPORT_FAILED)).isEqualTo(spans);
            assertThat(end.dropped(Drop.EXPORT_FAILED))
                    .as("one in ten is refused for good")
                    .isPositive();
            assertArrived(end);
        }
    }

    @Test
    void aBackendThatComesBackGetsWhatCameMeanwhile() {
        receiver.inject(
                FaultPlan.always(new Fault.RejectRetryable(Duration.ZERO)).forNext(3));
        AdaptiveBatchSpanProcessor processor = open(SETTINGS);
        try (SdkTracerProvider sdk = sdk(processor)) {
            end(sdk.get("test"), 30);
            assertThat(flush(sdk)).isTrue();
            assertThat(processor.ledger().exported()).isEqualTo(30);
            assertArrived(processor.ledger());
        }
    }

    @Test
    void whatHangsIsGivenUpAndCounted() {
        receiver.inject(FaultPlan.always(new Fault.Hang()));
        AdaptiveBatchSpanProcessor processor = open(HELD.withTimeouts(Duration.ofMillis(200), LONG));
        try (SdkTracerProvider sdk = sdk(processor)) {
            end(sdk.get("test"), 10);
            assertThat(flush(sdk)).isFalse();
            assertThat(processor.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(10);
            receiver.inject(FaultPlan.none());
            end(sdk.get("test"), 10);
            Soon.until(() -> {
                end(sdk.get("test"), 1); // the hanging connection is closed: an export or two may fail of it
                return flush(sdk);
            });
            assertThat(processor.ledger().exported()).isPositive();
        }
    }

    @Test
    void answersThatTakeLongAreWaitedForSideBySide() {
        receiver.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(100))));
        AdaptiveBatchSpanProcessor processor = open(SETTINGS);
        try (SdkTracerProvider sdk = sdk(processor)) {
            Awaitility.await().pollInterval(SOON).until(() -> {
                end(sdk.get("test"), 32);
                return processor.limit().inFlight() > 1;
            });
            assertThat(flush(sdk)).isTrue();
            assertThat(processor.ledger().exported())
                    .isEqualTo(processor.ledger().recorded());
            assertArrived(processor.ledger());
        }
    }

    @Test
    void aShutdownUnderLoadAndRefusalsLeavesNothingUncounted() throws InterruptedException {
        receiver.inject(FaultPlan.seeded(7).with(0.3, new Fault.RejectPermanent()));
        AdaptiveBatchSpanProcessor processor = open(SETTINGS);
        try (SdkTracerProvider sdk = sdk(processor)) {
            AtomicLong ended = new AtomicLong();
            try (Race race = Race.within(LONG)) {
                for (String name : new String[] {"one", "other"}) {
                    race.thread(name, () -> {
                        Tracer tracer = sdk.get("test");
                        while (processor.ledger().dropped(Drop.ALREADY_SHUTDOWN) == 0) {
                            ended.incrementAndGet();
                            end(tracer, 1);
                        }
                    });
                }
                race.thread("owner", () -> {
                    Soon.until(() -> ended.get() > 200);
                    processor.shutdown().join(60, TimeUnit.SECONDS);
                });
                race.run();
            }
            Ledger end = processor.ledger();
            assertThat(end.recorded()).isEqualTo(ended.get());
            assertThat(end.queued() + end.inFlight()).isZero();
            assertArrived(end);
        }
    }

    @Test
    void whatTheBackendRejectsOfABatchIsCountedAndNotSentAgain() {
        receiver.inject(FaultPlan.always(new Fault.PartialSuccess(0.5)));
        AdaptiveBatchSpanProcessor processor = open(HELD);
        try (SdkTracerProvider sdk = sdk(processor)) {
            end(sdk.get("test"), 10);
            assertThat(flush(sdk)).isFalse();
            assertThat(processor.ledger().dropped(Drop.REJECTED)).isEqualTo(5);
            assertThat(processor.ledger().exported()).isEqualTo(5);
            assertArrived(processor.ledger());
        }
    }
}

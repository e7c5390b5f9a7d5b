package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.ended;
import static happensbefore.spanexport.otlp.Spans.grpc;
import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.Answer;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.LaneSettings;
import happensbefore.spanexport.Ledger;
import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever one of two backends does: at every sample each span is in one place for each of them, and the other
/// backend gets everything.
@Timeout(60)
class AccountingTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int BATCHES = 100;
    private static final int BATCH = 50;
    private static final int SPANS = BATCHES * BATCH;
    private static final LaneSettings SETTINGS =
            LaneSettings.DEFAULT.withTimeouts(LONG, LONG).withBudget(1, 100_000).withRetry(policy(100));

    private final EmbeddedReceiver healthy = EmbeddedReceiver.start();
    private EmbeddedReceiver other = EmbeddedReceiver.start();

    private static Retry.Policy policy(int attempts) {
        return new Retry.Policy(attempts, LONG, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    @AfterEach
    void close() {
        healthy.close();
        other.close();
    }

    private MultiBackendSpanExporter open(LaneSettings settings) {
        return new MultiBackendSpanExporter(
                List.of(
                        new Backend("healthy", grpc(healthy.grpcEndpoint())).withSettings(SETTINGS),
                        new Backend("other", grpc(other.grpcEndpoint())).withSettings(settings)),
                Answer.FIRST,
                MeterProvider.noop());
    }

    /// Exports all, samples the books all the time, and ends.
    ///
    /// @return the other backend's
    private Ledger run(LaneSettings settings, Runnable meanwhile) throws InterruptedException {
        try (MultiBackendSpanExporter exporter = open(settings)) {
            List<SpanData> batch = ended(BATCH);
            AtomicLong begun = new AtomicLong();
            AtomicLong handedOver = new AtomicLong();
            AtomicBoolean over = new AtomicBoolean();
            Sampler sampler = new Sampler(exporter, handedOver, begun, over);
            Thread thread = Thread.ofPlatform().daemon().start(sampler);
            for (int i = 0; i < BATCHES; i++) {
                if (i == BATCHES / 2) {
                    meanwhile.run();
                }
                begun.addAndGet(BATCH);
                exporter.export(batch);
                handedOver.addAndGet(BATCH);
            }
            boolean flushed = join(exporter.flush());
            over.set(true);
            thread.join();
            assertThat(sampler.wrong).as("samples").isEmpty();
            assertThat(sampler.samples).isPositive();
            Ledger mine = ledger(exporter, "healthy");
            assertThat(mine.exported()).as("the healthy one has all").isEqualTo(SPANS);
            assertThat(healthy.counts(Signal.TRACES).received()).isEqualTo(SPANS);
            Ledger theirs = ledger(exporter, "other");
            assertThat(theirs.queued() + theirs.inFlight()).isZero();
            assertThat(theirs.exported() + theirs.droppedInAll()).isEqualTo(SPANS);
            long refusedAtOnce = theirs.dropped(Drop.QUEUE_FULL);
            if (theirs.droppedInAll() == 0) {
                assertThat(flushed).as("the flush").isTrue();
            } else if (refusedAtOnce == 0 && theirs.exported() == 0) {
                assertThat(join(exporter.shutdown()))
                        .as("nothing was left for it to lose")
                        .isTrue();
            }
            return theirs;
        }
    }

    private static Ledger ledger(MultiBackendSpanExporter exporter, String backend) {
        return Objects.requireNonNull(exporter.ledgers().get(backend));
    }

    /// Looks again and again.
    private static final class Sampler implements Runnable {
        private final MultiBackendSpanExporter exporter;
        private final AtomicLong handedOver;
        private final AtomicLong begun;
        private final AtomicBoolean over;
        private long samples; // of the thread, until its join
        private String wrong = "";

        Sampler(MultiBackendSpanExporter exporter, AtomicLong handedOver, AtomicLong begun, AtomicBoolean over) {
            this.exporter = exporter;
            this.handedOver = handedOver;
            this.begun = begun;
            this.over = over;
        }

        @Override
        public void run() {
            while (!over.get() && wrong.isEmpty()) {
                long least = handedOver.get();
                var ledgers = exporter.ledgers();
                long most = begun.get();
                ledgers.forEach((backend, ledger) -> look(backend, ledger, least, most));
                samples++;
                Thread.yield();
            }
        }

        private void look(String backend, Ledger ledger, long least, long most) {
            boolean negative = ledger.queued() < 0 || ledger.inFlight() < 0 || ledger.exported() < 0;
            if (negative || ledger.recorded() < least || ledger.recorded() > most) {
                wrong = backend + ": " + ledger + " when " + least + " to " + most + " were handed over";
            }
        }
    }

    @Test
    void allIsWell() throws InterruptedException {
        Ledger ledger = run(SETTINGS, () -> {});
        assertThat(ledger.exported()).isEqualTo(SPANS);
        assertThat(other.counts(Signal.TRACES).received()).isEqualTo(SPANS);
    }

    @Test
    void theOtherRefusesAllForNow() throws InterruptedException {
        other.inject(FaultPlan.always(new Fault.RejectRetryable(Duration.ZERO)));
        Ledger ledger = run(SETTINGS.withRetry(policy(3)), () -> {});
        assertThat(ledger.dropped(Drop.RETRIES_EXHAUSTED)).isEqualTo(SPANS);
    }

    @Test
    void theOtherRefusesAllForGood() throws InterruptedException {
        other.inject(FaultPlan.always(new Fault.RejectPermanent()));
        Ledger ledger = run(SETTINGS, () -> {});
        assertThat(ledger.dropped(Drop.EXPORT_FAILED)).isEqualTo(SPANS);
        assertThat(other.requests().refused().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as("each batch once")
                .isEqualTo(BATCHES);
    }

    @Test
    void theOtherRefusesSeventyOfAHundredForNowAndLosesNothing() throws InterruptedException {
        other.inject(FaultPlan.seeded(1).with(0.7, new Fault.RejectRetryable(Duration.ZERO)));
        Ledger ledger = run(SETTINGS, () -> {});
        assertThat(ledger.exported()).isEqualTo(SPANS);
        assertThat(other.counts(Signal.TRACES).received()).isEqualTo(SPANS);
    }

    @Test
    void theOtherRefusesSeventyOfAHundredSomeOfThemForGood() throws InterruptedException {
        other.inject(FaultPlan.seeded(2)
                .with(0.6, new Fault.RejectRetryable(Duration.ZERO))
                .with(0.1, new Fault.RejectPermanent()));
        Ledger ledger = run(SETTINGS, () -> {});
        assertThat(ledger.dropped(Drop.EXPORT_FAILED)).isPositive();
        assertThat(ledger.exported() + ledger.dropped(Drop.EXPORT_FAILED)).isEqualTo(SPANS);
        assertThat(other.counts(Signal.TRACES).received()).isEqualTo(ledger.exported());
    }

    @Test
    void theOtherHangs() throws InterruptedException {
        other.inject(FaultPlan.always(new Fault.Hang()));
        Ledger ledger = run(
                SETTINGS.withRoom(500, Long.MAX_VALUE).withRetry(policy(1)).withTimeouts(Duration.ofMillis(50), LONG),
                () -> {});
        assertThat(ledger.dropped(Drop.EXPORT_TIMED_OUT)).isPositive();
        assertThat(ledger.dropped(Drop.EXPORT_TIMED_OUT) + ledger.dropped(Drop.QUEUE_FULL))
                .isEqualTo(SPANS);
    }

    @Test
    void theOtherIsSlow() throws InterruptedException {
        other.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(20))));
        Ledger ledger = run(SETTINGS.withRoom(1_000, Long.MAX_VALUE), () -> {});
        assertThat(ledger.exported() + ledger.dropped(Drop.QUEUE_FULL)).isEqualTo(SPANS);
        assertThat(other.counts(Signal.TRACES).received()).isEqualTo(ledger.exported());
    }

    @Test
    void theOtherIsKilledAndComesBack() throws InterruptedException {
        EmbeddedReceiver first = other;
        int port = first.grpcEndpoint().getPort();
        Ledger ledger = run(SETTINGS.withRetry(policy(10_000)), () -> {
            first.close();
            other = EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withPorts(port, port));
        });
        assertThat(ledger.exported()).as("after all").isEqualTo(SPANS);
        long arrived = first.counts(Signal.TRACES).received()
                + other.counts(Signal.TRACES).received();
        assertThat(arrived).as("some perhaps twice").isGreaterThanOrEqualTo(SPANS);
    }
}

package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.ended;
import static happensbefore.spanexport.otlp.Spans.grpc;
import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.LaneSettings;
import happensbefore.spanexport.Ledger;
import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever the primary does: at every sample each span is in one place, and in the end one of the two has it.
@Timeout(60)
class PrioritizedAccountingTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int BATCHES = 100;
    private static final int BATCH = 50;
    private static final int SPANS = BATCHES * BATCH;
    private static final LaneSettings SETTINGS = LaneSettings.DEFAULT
            .withTimeouts(LONG, LONG)
            .withBudget(1, 100_000)
            .withRetry(new Retry.Policy(3, LONG, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2))));

    private final EmbeddedReceiver primary = EmbeddedReceiver.start();
    private final EmbeddedReceiver fallback = EmbeddedReceiver.start();

    @AfterEach
    void close() {
        primary.close();
        fallback.close();
    }

    private static Ledger ledger(PrioritizedSpanExporter exporter, String backend) {
        return Objects.requireNonNull(exporter.ledgers().get(backend));
    }

    /// Exports all, looks at the books all the time, and ends.
    ///
    /// @return the primary's books
    private Ledger run(LaneSettings first, Runnable meanwhile) throws InterruptedException {
        try (PrioritizedSpanExporter exporter = new PrioritizedSpanExporter(
                new Backend("primary", grpc(primary.grpcEndpoint())).withSettings(first),
                new CircuitBreaker.Settings(5, PAUSE, PAUSE),
                new Backend("fallback", grpc(fallback.grpcEndpoint())).withSettings(SETTINGS),
                null,
                MeterProvider.noop())) {
            List<SpanData> batch = ended(BATCH);
            AtomicLong begun = new AtomicLong();
            AtomicLong handedOver = new AtomicLong();
            AtomicBoolean over = new AtomicBoolean();
            AtomicReference<String> wrong = new AtomicReference<>("");
            Thread sampler = Thread.ofPlatform().daemon().start(() -> {
                while (!over.get() && wrong.get().isEmpty()) {
                    long least = handedOver.get();
                    Ledger ledger = exporter.ledger();
                    long most = begun.get();
                    if (ledger.recorded() < least || ledger.recorded() > most || ledger.inFlight() < 0) {
                        wrong.set(ledger + " when " + least + " to " + most + " were handed over");
                    }
                    Thread.yield();
                }
            });
            for (int i = 0; i < BATCHES; i++) {
                if (i == BATCHES / 2) {
                    meanwhile.run();
                }
                begun.addAndGet(BATCH);
                exporter.export(batch);
                handedOver.addAndGet(BATCH);
            }
            assertThat(join(exporter.flush())).as("nothing is lost").isTrue();
            over.set(true);
            sampler.join();
            assertThat(wrong.get()).as("samples").isEmpty();
            assertThat(exporter.ledger().exported()).isEqualTo(SPANS);
            assertThat(exporter.ledger().recorded()).isEqualTo(SPANS);
            Ledger mine = ledger(exporter, "primary");
            assertThat(mine.exported() + mine.droppedInAll()).isEqualTo(SPANS);
            assertThat(ledger(exporter, "fallback").exported())
                    .as("the fallback has what the primary has lost")
                    .isEqualTo(mine.droppedInAll());
            assertThat(fallback.counts(Signal.TRACES).received()).isEqualTo(mine.droppedInAll());
            return mine;
        }
    }

    @Test
    void allIsWell() throws InterruptedException {
        assertThat(run(SETTINGS, () -> {}).exported()).isEqualTo(SPANS);
    }

    @Test
    void thePrimaryRefusesAll() throws InterruptedException {
        primary.inject(FaultPlan.always(new Fault.RejectPermanent()));
        Ledger ledger = run(SETTINGS, () -> {});
        assertThat(ledger.exported()).isZero();
        assertThat(ledger.dropped(Drop.CIRCUIT_OPEN)).isPositive();
    }

    @Test
    void thePrimaryRefusesSeventyOfAHundred() throws InterruptedException {
        primary.inject(FaultPlan.seeded(1)
                .with(0.6, new Fault.RejectRetryable(Duration.ZERO))
                .with(0.1, new Fault.RejectPermanent()));
        Ledger ledger = run(SETTINGS, () -> {});
        assertThat(primary.counts(Signal.TRACES).received()).isEqualTo(ledger.exported());
    }

    @Test
    void thePrimaryHangs() throws InterruptedException {
        primary.inject(FaultPlan.always(new Fault.Hang()));
        Ledger ledger = run(SETTINGS.withTimeouts(Duration.ofMillis(30), LONG), () -> {});
        assertThat(ledger.exported()).isZero();
    }

    @Test
    void thePrimaryIsSlow() throws InterruptedException {
        primary.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(20))));
        Ledger ledger = run(SETTINGS.withRoom(1_000, Long.MAX_VALUE), () -> {});
        assertThat(ledger.exported() + ledger.dropped(Drop.QUEUE_FULL)).isEqualTo(SPANS);
    }

    @Test
    void thePrimaryIsKilled() throws InterruptedException {
        Ledger ledger = run(SETTINGS, primary::close);
        assertThat(ledger.droppedInAll()).as("what came after that, at least").isPositive();
    }
}

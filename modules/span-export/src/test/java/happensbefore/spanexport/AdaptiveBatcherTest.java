package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.tasks.Aimd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Batches, flushes, and what becomes of exports.
@Timeout(60)
class AdaptiveBatcherTest {
    private static final Duration LONG = Batchers.LONG;
    private static final BatchSettings PATIENT = Batchers.PATIENT;

    private final Batchers batchers = new Batchers();

    @AfterEach
    void end() {
        batchers.end();
    }

    @Test
    void aBatchThatIsFullGoesAtOnce() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT);
        batcher.submit(1);
        batcher.submit(2);
        batcher.submit(3);
        assertThat(batchers.export(0).items()).containsExactly(1, 2);
        assertThat(batcher.ledger().inFlight()).isEqualTo(2);
        assertThat(batcher.ledger().queued()).isEqualTo(1);
    }

    @Test
    void aBatchThatIsNotFullGoesWhenItsTimeIsOver() {
        Duration soon = Duration.ofMillis(1);
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withPace(new Pace.Bounds(2, 2, soon, soon)));
        batcher.submit(1);
        assertThat(batchers.export(0).items()).containsExactly(1);
    }

    @Test
    void severalExportsAreInFlightAndNeverMoreThanTheLimit() {
        AdaptiveBatcher<Integer> batcher =
                batchers.open(PATIENT.withCapacity(16).withLimit(new Aimd(3, 3, LONG, 0.5)));
        IntStream.range(0, 10).forEach(batcher::submit);
        batchers.export(2);
        assertThat(batcher.limit().inFlight()).isEqualTo(3);
        assertThat(batcher.ledger().inFlight()).isEqualTo(6);
        batchers.export(1).outcome().complete(true);
        batchers.export(3);
        Soon.until(() -> batcher.ledger().exported() == 2);
        assertThat(batcher.ledger().inFlight()).isEqualTo(6);
        assertThat(batcher.ledger().queued()).isEqualTo(2);
    }

    @Test
    void aListThatWasHandedOverIsNeverChanged() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withTimeouts(Duration.ofMillis(20), LONG));
        batcher.submit(1);
        batcher.submit(2);
        List<Integer> first = batchers.export(0).items();
        batcher.submit(3);
        batcher.submit(4);
        assertThat(batchers.export(1).items()).containsExactly(3, 4);
        assertThat(first).as("kept by an exporter whose time was over").containsExactly(1, 2);
    }

    @Test
    void whatArrivesAndHowLongExportsTakeReachesThePace() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT);
        assertThat(batcher.pace().rate()).isZero();
        assertThat(batcher.pace().latency()).isZero();
        batcher.submit(1);
        batcher.submit(2);
        batchers.export(0).outcome().complete(true);
        Soon.until(() -> batcher.pace().rate() > 0 && batcher.pace().latency() > 0);
        batcher.submit(3);
        batcher.submit(4);
        double latency = batcher.pace().latency();
        batchers.export(1).outcome().complete(false);
        assertThat(batcher.flush()).succeedsWithin(LONG);
        assertThat(batcher.pace().latency())
                .as("how long a failure takes says nothing of the backend")
                .isEqualTo(latency);
    }

    @Test
    void aFlushSaysWhatBecameOfTheItems() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        Batchers.Export export = batchers.export(0);
        assertThat(flush).isNotDone();
        export.outcome().complete(true);
        assertThat(flush).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.ledger().exported()).isEqualTo(1);
    }

    @Test
    void aFlushOfItemsThatAreLostIsFalse() {
        IllegalStateException thrown = new IllegalStateException("no backend");
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT, _ -> {
            throw thrown;
        });
        batcher.submit(1);
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(1);
        assertThat(batcher.lastFailure()).contains(thrown);
        assertThat(batcher.flush()).as("nothing is left").succeedsWithin(LONG).isEqualTo(true);
    }

    @Test
    void anExportThatFailsLaterIsALossToo() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        batchers.export(0).outcome().complete(false);
        assertThat(flush).succeedsWithin(LONG).isEqualTo(false);
        batcher.submit(2);
        CompletableFuture<Boolean> second = batcher.flush();
        batchers.export(1).outcome().completeExceptionally(new IllegalStateException("reset"));
        assertThat(second).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(2);
    }

    @Test
    void whatTheBackendRejectsOfABatchIsLostAndTheRestIsNot() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT);
        batcher.submit(1);
        batcher.submit(2);
        CompletableFuture<Boolean> flush = batcher.flush();
        batchers.export(0).outcome().completeExceptionally(new PartlyRejectedException(1));
        assertThat(flush).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().exported()).isEqualTo(1);
        assertThat(batcher.ledger().dropped(Drop.REJECTED)).isEqualTo(1);
        assertThat(batcher.lastFailure()).containsInstanceOf(PartlyRejectedException.class);
        assertThat(batcher.pace().latency())
                .as("the backend has answered a batch that it took")
                .isPositive();
    }

    @Test
    void aBackendThatRejectsMoreThanItWasSentHasRejectedThat() {
        AdaptiveBatcher<Integer> batcher = batchers.open(
                PATIENT,
                _ -> CompletableFuture.<Boolean>failedFuture(new PartlyRejectedException(7))
                        .thenApply(delivered -> delivered));
        batcher.submit(1);
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.REJECTED)).isEqualTo(1);
        assertThat(batcher.ledger().recorded()).isEqualTo(1);
    }

    @Test
    void whatIsDeliveredLateOfABatchIsWhatWasNotRejected() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withTimeouts(Duration.ofMillis(20), LONG));
        batcher.submit(1);
        batcher.submit(2);
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(false);
        batchers.export(0).outcome().completeExceptionally(new PartlyRejectedException(1));
        assertThat(batcher.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(2);
        assertThat(batcher.ledger().late()).isEqualTo(1);
    }

    @Test
    void manyBatchersNeedNoThreadsOfThePlatform() {
        AtomicInteger sent = new AtomicInteger();
        AdaptiveBatcher<Integer> batcher = AdaptiveBatcher.onVirtualThread(
                PATIENT,
                items -> {
                    sent.addAndGet(items.size());
                    return CompletableFuture.completedFuture(true);
                },
                AdaptiveBatcher.limitOf(PATIENT));
        Soon.until(() -> Thread.getAllStackTraces().keySet().stream() // virtual threads are not among them
                .noneMatch(thread -> thread.getName().equals("batch-dispatcher")));
        batcher.submit(1);
        assertThat(batcher.shutdown()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(sent).hasValue(1);
    }

    @Test
    void anExportWithoutAnOutcomeIsGivenUpAndWhatComesLateIsTold() {
        AtomicReference<@Nullable Thread> stuck = new AtomicReference<>();
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withTimeouts(Duration.ofMillis(20), LONG), _ -> {
            stuck.set(Thread.currentThread());
            return outcome;
        });
        batcher.submit(1);
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(1);
        assertThat(batcher.limit().inFlight()).as("its permit came back").isZero();
        outcome.complete(true);
        assertThat(batcher.ledger().late()).isEqualTo(1);
        assertThat(batcher.ledger().recorded()).isEqualTo(1);
    }

    @Test
    void anExporterThatBlocksIsInterruptedWhenItsTimeIsOver() {
        CompletableFuture<String> end = new CompletableFuture<>();
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withTimeouts(Duration.ofMillis(20), LONG), _ -> {
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException e) {
                end.complete("interrupted");
                throw e;
            }
            return CompletableFuture.completedFuture(true);
        });
        batcher.submit(1);
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(end).succeedsWithin(LONG).isEqualTo("interrupted");
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batchers.open(PATIENT.withCapacity(1)))
                .withMessageContaining("cannot hold a batch of 2");
        assertThatIllegalArgumentException().isThrownBy(() -> PATIENT.withMaxWeight(0));
        assertThatIllegalArgumentException().isThrownBy(() -> PATIENT.withTimeouts(Duration.ZERO, LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> PATIENT.withTimeouts(LONG, Duration.ZERO));
    }
}

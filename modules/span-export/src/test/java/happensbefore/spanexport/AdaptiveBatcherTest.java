package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.producerconsumer.Overload;
import happensbefore.tasks.Aimd;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A batcher whose exports end when the test says so.
@Timeout(60)
class AdaptiveBatcherTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final BatchSettings PATIENT = BatchSettings.DEFAULT
            .withCapacity(4)
            .withPace(new Pace.Bounds(2, 2, LONG, LONG))
            .withLimit(new Aimd(1, 1, LONG, 0.5))
            .withTimeouts(LONG, LONG);

    private record Export(List<Integer> items, CompletableFuture<Boolean> outcome) {}

    private final ConcurrentLinkedQueue<Export> exports = new ConcurrentLinkedQueue<>();
    private final List<AdaptiveBatcher<?>> opened = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        List<CompletableFuture<Boolean>> ends = new ArrayList<>();
        opened.forEach(batcher -> ends.add(batcher.shutdown()));
        Awaitility.await().until(() -> {
            exports.forEach(export -> export.outcome().complete(true));
            return ends.stream().allMatch(CompletableFuture::isDone);
        });
    }

    private AdaptiveBatcher<Integer> open(BatchSettings settings) {
        return open(settings, items -> {
            Export export = new Export(items, new CompletableFuture<>());
            exports.add(export);
            return export.outcome();
        });
    }

    private AdaptiveBatcher<Integer> open(BatchSettings settings, BatchExport<Integer> export) {
        AdaptiveBatcher<Integer> batcher = new AdaptiveBatcher<>(settings, export);
        opened.add(batcher);
        return batcher;
    }

    private Export export(int index) {
        Awaitility.await().until(() -> exports.size() > index);
        return List.copyOf(exports).get(index);
    }

    /// One batch in flight that stays there, and a queue that is full.
    private AdaptiveBatcher<Integer> full(Overload overload) {
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withOverload(overload));
        batcher.submit(1);
        batcher.submit(2);
        export(0);
        for (int i = 3; i <= 6; i++) {
            assertThat(batcher.submit(i)).isNull();
        }
        return batcher;
    }

    @Test
    void aBatchThatIsFullGoesAtOnce() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT);
        batcher.submit(1);
        batcher.submit(2);
        batcher.submit(3);
        assertThat(export(0).items()).containsExactly(1, 2);
        assertThat(batcher.ledger().inFlight()).isEqualTo(2);
        assertThat(batcher.ledger().queued()).isEqualTo(1);
    }

    @Test
    void aBatchThatIsNotFullGoesWhenItsTimeIsOver() {
        Duration soon = Duration.ofMillis(1);
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withPace(new Pace.Bounds(2, 2, soon, soon)));
        batcher.submit(1);
        assertThat(export(0).items()).containsExactly(1);
    }

    @Test
    void severalExportsAreInFlightAndNeverMoreThanTheLimit() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withCapacity(16).withLimit(new Aimd(3, 3, LONG, 0.5)));
        IntStream.range(0, 10).forEach(batcher::submit);
        export(2);
        assertThat(batcher.limit().inFlight()).isEqualTo(3);
        assertThat(batcher.ledger().inFlight()).isEqualTo(6);
        export(1).outcome().complete(true);
        export(3);
        Awaitility.await().until(() -> batcher.ledger().exported() == 2);
        assertThat(batcher.ledger().inFlight()).isEqualTo(6);
        assertThat(batcher.ledger().queued()).isEqualTo(2);
    }

    @Test
    void aListThatWasHandedOverIsNeverChanged() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withTimeouts(Duration.ofMillis(20), LONG));
        batcher.submit(1);
        batcher.submit(2);
        List<Integer> first = export(0).items();
        batcher.submit(3);
        batcher.submit(4);
        assertThat(export(1).items()).containsExactly(3, 4);
        assertThat(first).as("kept by an exporter whose time was over").containsExactly(1, 2);
    }

    @Test
    void whatArrivesAndHowLongExportsTakeReachesThePace() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT);
        assertThat(batcher.pace().rate()).isZero();
        assertThat(batcher.pace().latency()).isZero();
        batcher.submit(1);
        batcher.submit(2);
        export(0).outcome().complete(true);
        Awaitility.await()
                .until(() -> batcher.pace().rate() > 0 && batcher.pace().latency() > 0);
        batcher.submit(3);
        batcher.submit(4);
        double latency = batcher.pace().latency();
        export(1).outcome().complete(false);
        assertThat(batcher.flush()).succeedsWithin(LONG);
        assertThat(batcher.pace().latency())
                .as("how long a failure takes says nothing of the backend")
                .isEqualTo(latency);
    }

    @Test
    void aFlushSaysWhatBecameOfTheItems() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        Export export = export(0);
        assertThat(flush).isNotDone();
        export.outcome().complete(true);
        assertThat(flush).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.ledger().exported()).isEqualTo(1);
    }

    @Test
    void aFlushOfItemsThatAreLostIsFalse() {
        IllegalStateException thrown = new IllegalStateException("no backend");
        AdaptiveBatcher<Integer> batcher = open(PATIENT, _ -> {
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
        AdaptiveBatcher<Integer> batcher = open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        export(0).outcome().complete(false);
        assertThat(flush).succeedsWithin(LONG).isEqualTo(false);
        batcher.submit(2);
        CompletableFuture<Boolean> second = batcher.flush();
        export(1).outcome().completeExceptionally(new IllegalStateException("reset"));
        assertThat(second).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(2);
    }

    @Test
    void anExportWithoutAnOutcomeIsGivenUpAndWhatComesLateIsTold() {
        AtomicReference<@Nullable Thread> stuck = new AtomicReference<>();
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withTimeouts(Duration.ofMillis(20), LONG), _ -> {
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
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withTimeouts(Duration.ofMillis(20), LONG), _ -> {
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
    void dropNewestKeepsWhatIsQueued() {
        AdaptiveBatcher<Integer> batcher = full(Overload.dropNewest());
        assertThat(batcher.submit(7)).isEqualTo(Drop.QUEUE_FULL);
        export(0).outcome().complete(true);
        assertThat(export(1).items()).containsExactly(3, 4);
        assertThat(batcher.ledger().dropped(Drop.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void dropOldestMakesRoom() {
        AdaptiveBatcher<Integer> batcher = full(Overload.dropOldest());
        assertThat(batcher.submit(7)).isNull();
        export(0).outcome().complete(true);
        assertThat(export(1).items()).containsExactly(4, 5);
        assertThat(batcher.ledger().dropped(Drop.DISPLACED)).isEqualTo(1);
    }

    @Test
    void failTellsTheProducer() {
        AdaptiveBatcher<Integer> batcher = full(Overload.fail());
        assertThat(batcher.submit(7)).isEqualTo(Drop.REFUSED);
        assertThat(batcher.ledger().dropped(Drop.REFUSED)).isEqualTo(1);
    }

    @Test
    void timeOutWaitsSoLongAndNoLonger() {
        AdaptiveBatcher<Integer> batcher = full(Overload.timeOut(Duration.ofMillis(1)));
        assertThat(batcher.submit(7)).isEqualTo(Drop.TIMED_OUT);
        assertThat(batcher.ledger().dropped(Drop.TIMED_OUT)).isEqualTo(1);
    }

    @Test
    void blockWaitsForRoomAndLosesNothing() throws InterruptedException {
        AdaptiveBatcher<Integer> batcher = full(Overload.block());
        try (Race race = Race.within(LONG)) {
            for (int producer = 0; producer < 3; producer++) {
                race.thread(
                        "producer " + producer,
                        () -> assertThat(batcher.submit(7)).isNull());
            }
            race.thread("exporter", () -> {
                for (int i = 0; i < 4; i++) {
                    export(i).outcome().complete(true);
                }
            });
            race.run();
        }
        CompletableFuture<Boolean> flush = batcher.flush();
        export(4).outcome().complete(true);
        assertThat(flush).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.ledger().exported()).isEqualTo(9);
        assertThat(batcher.ledger().droppedInAll()).isZero();
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws InterruptedException {
        AdaptiveBatcher<Integer> batcher = full(Overload.block());
        try (Race race = Race.within(LONG)) {
            race.thread("producer", () -> {
                Thread.currentThread().interrupt();
                assertThat(batcher.submit(7)).isEqualTo(Drop.INTERRUPTED);
                assertThat(Thread.interrupted()).isTrue();
            });
            race.run();
        }
        assertThat(batcher.ledger().dropped(Drop.INTERRUPTED)).isEqualTo(1);
    }

    @Test
    void anInterruptedThreadThatNeedNotWaitIsNoExcuse() throws InterruptedException {
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withOverload(Overload.block()));
        try (Race race = Race.within(LONG)) {
            race.thread("producer", () -> {
                Thread.currentThread().interrupt();
                assertThat(batcher.submit(1)).isNull();
                assertThat(Thread.interrupted()).isTrue();
            });
            race.run();
        }
        assertThat(batcher.ledger().queued()).isEqualTo(1);
    }

    @Test
    void whoExportsNeverWaitsForRoomThatOnlyItWouldMake() {
        AtomicReference<@Nullable AdaptiveBatcher<Integer>> self = new AtomicReference<>();
        CompletableFuture<List<@Nullable Drop>> inside = new CompletableFuture<>();
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withOverload(Overload.block()), _ -> {
            List<@Nullable Drop> answers = new ArrayList<>();
            AdaptiveBatcher<Integer> mine = self.get();
            for (int i = 0; mine != null && i < 5; i++) {
                answers.add(mine.submit(i));
            }
            inside.complete(answers);
            return CompletableFuture.completedFuture(true);
        });
        self.set(batcher);
        batcher.submit(1);
        batcher.submit(2);
        assertThat(inside)
                .succeedsWithin(LONG)
                .satisfies(answers -> assertThat(answers).contains(Drop.QUEUE_FULL));
        self.set(null);
    }

    @Test
    void aWaitingProducerIsToldOfTheShutdown() throws InterruptedException {
        AdaptiveBatcher<Integer> batcher = full(Overload.block());
        AtomicReference<@Nullable Drop> answer = new AtomicReference<>();
        try (Race race = Race.within(LONG)) {
            Thread[] producer = new Thread[1];
            race.thread("producer", () -> {
                producer[0] = Thread.currentThread();
                answer.set(batcher.submit(7));
            });
            race.thread("owner", () -> {
                Awaitility.await().until(() -> producer[0] != null && producer[0].getState() == Thread.State.WAITING);
                CompletableFuture<Boolean> _ = batcher.shutdown();
            });
            race.run();
        }
        assertThat(answer.get()).isEqualTo(Drop.ALREADY_SHUTDOWN);
    }

    @Test
    void aShutdownSendsTheRestAndSaysWhetherItWasDelivered() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> end = batcher.shutdown();
        assertThat(batcher.submit(2)).isEqualTo(Drop.ALREADY_SHUTDOWN);
        Export export = export(0);
        assertThat(end).isNotDone();
        export.outcome().complete(true);
        assertThat(end).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.shutdown()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.ledger().exported()).isEqualTo(1);
        assertThat(batcher.ledger().dropped(Drop.ALREADY_SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void aShutdownWhoseTimeIsOverSaysSoAndCountsWhatIsLeft() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT.withTimeouts(LONG, Duration.ofMillis(50)));
        batcher.submit(1);
        batcher.submit(2);
        Export hangs = export(0);
        batcher.submit(3);
        assertThat(batcher.shutdown()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(2);
        assertThat(batcher.ledger().dropped(Drop.ABANDONED)).isEqualTo(1);
        hangs.outcome().complete(true);
        assertThat(batcher.ledger().late()).isEqualTo(2);
        assertThat(batcher.ledger().recorded()).isEqualTo(3);
    }

    @Test
    void aShutdownEndsTheThreads() {
        AdaptiveBatcher<Integer> batcher = open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> end = batcher.shutdown();
        export(0).outcome().complete(true);
        assertThat(end).succeedsWithin(LONG);
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("batch-dispatcher")));
    }

    @Test
    void whatIsTooHeavyForABatchToFillIsSentAtOnce() {
        AtomicInteger sent = new AtomicInteger();
        AdaptiveBatcher<Integer> batcher = new AdaptiveBatcher<>(
                PATIENT.withMaxWeight(10).withOverload(Overload.block()),
                items -> {
                    sent.addAndGet(items.size());
                    return CompletableFuture.completedFuture(true);
                },
                Integer::longValue);
        opened.add(batcher);
        assertThat(batcher.submit(11)).isEqualTo(Drop.TOO_LARGE);
        assertThat(batcher.submit(7)).isNull();
        assertThat(batcher.submit(7)).as("waits for the first to be delivered").isNull();
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(sent).hasValue(2);
        assertThat(batcher.ledger().dropped(Drop.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void noItemIsLostOrUncountedWhenProducersRaceWithAShutdown() throws InterruptedException {
        for (Overload overload : List.of(Overload.block(), Overload.dropNewest(), Overload.dropOldest())) {
            AtomicInteger delivered = new AtomicInteger();
            AtomicInteger submitted = new AtomicInteger();
            AdaptiveBatcher<Integer> batcher = open(
                    PATIENT.withOverload(overload).withCapacity(64).withLimit(new Aimd(2, 4, LONG, 0.5)), items -> {
                        delivered.addAndGet(items.size());
                        return CompletableFuture.completedFuture(true);
                    });
            try (Race race = Race.within(LONG)) {
                for (int producer = 0; producer < 3; producer++) {
                    race.thread("producer " + producer, () -> {
                        do {
                            submitted.incrementAndGet();
                        } while (batcher.submit(1) != Drop.ALREADY_SHUTDOWN);
                    });
                }
                race.thread("owner", () -> {
                    Awaitility.await().until(() -> submitted.get() > 1_000);
                    assertThat(batcher.shutdown()).succeedsWithin(LONG);
                });
                race.run();
            }
            Ledger end = batcher.ledger();
            assertThat(end.recorded()).isEqualTo(submitted.get());
            assertThat(end.exported()).isEqualTo(delivered.get());
            assertThat(end.queued() + end.inFlight()).isZero();
            assertThat(end.dropped(Drop.ALREADY_SHUTDOWN)).isEqualTo(3);
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(PATIENT.withCapacity(1)))
                .withMessageContaining("cannot hold a batch of 2");
        assertThatIllegalArgumentException().isThrownBy(() -> PATIENT.withMaxWeight(0));
        assertThatIllegalArgumentException().isThrownBy(() -> PATIENT.withTimeouts(Duration.ZERO, LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> PATIENT.withTimeouts(LONG, Duration.ZERO));
    }
}

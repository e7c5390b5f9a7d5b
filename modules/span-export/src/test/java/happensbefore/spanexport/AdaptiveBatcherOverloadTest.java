package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.Overload;
import happensbefore.tasks.Aimd;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// More items than a batcher can send: each policy, and who waits.
class AdaptiveBatcherOverloadTest extends BatcherTest {
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
}

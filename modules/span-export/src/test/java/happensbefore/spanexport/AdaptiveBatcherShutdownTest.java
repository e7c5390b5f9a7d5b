package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.Overload;
import happensbefore.tasks.Aimd;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How it ends: nothing is lost on the way, or uncounted.
@Timeout(60)
class AdaptiveBatcherShutdownTest {
    private static final Duration LONG = Batchers.LONG;
    private static final BatchSettings PATIENT = Batchers.PATIENT;

    private final Batchers batchers = new Batchers();

    @AfterEach
    void end() {
        batchers.end();
    }

    @Test
    void aWaitingProducerIsToldOfTheShutdown() throws InterruptedException {
        AdaptiveBatcher<Integer> batcher = batchers.full(Overload.block());
        AtomicReference<@Nullable Drop> answer = new AtomicReference<>();
        try (Race race = Race.within(LONG)) {
            Thread[] producer = new Thread[1];
            race.thread("producer", () -> {
                producer[0] = Thread.currentThread();
                answer.set(batcher.submit(7));
            });
            race.thread("owner", () -> {
                Soon.until(() -> producer[0] != null && producer[0].getState() == Thread.State.WAITING);
                CompletableFuture<Boolean> _ = batcher.shutdown();
            });
            race.run();
        }
        assertThat(answer.get()).isEqualTo(Drop.ALREADY_SHUTDOWN);
    }

    @Test
    void aShutdownSendsTheRestAndSaysWhetherItWasDelivered() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> end = batcher.shutdown();
        assertThat(batcher.submit(2)).isEqualTo(Drop.ALREADY_SHUTDOWN);
        Batchers.Export export = batchers.export(0);
        assertThat(end).isNotDone();
        export.outcome().complete(true);
        assertThat(end).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.shutdown()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.ledger().exported()).isEqualTo(1);
        assertThat(batcher.ledger().dropped(Drop.ALREADY_SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void aShutdownWhoseTimeIsOverSaysSoAndCountsWhatIsLeft() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withTimeouts(LONG, Duration.ofMillis(50)));
        batcher.submit(1);
        batcher.submit(2);
        Batchers.Export hangs = batchers.export(0);
        batcher.submit(3);
        assertThat(batcher.shutdown()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(2);
        assertThat(batcher.ledger().dropped(Drop.ABANDONED)).isEqualTo(1);
        hangs.outcome().complete(true);
        assertThat(batcher.ledger().late()).isEqualTo(2);
        assertThat(batcher.ledger().recorded()).isEqualTo(3);
    }

    @Test
    void aShutdownThatFindsABatchWaitingForAPermitEndsInTimeToo() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withTimeouts(LONG, Duration.ofMillis(50)));
        for (int i = 1; i <= 4; i++) {
            batcher.submit(i);
        }
        batchers.export(0);
        Soon.until(() -> batcher.limit().waiting() == 1);
        assertThat(batcher.shutdown()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(2);
        assertThat(batcher.ledger().dropped(Drop.ABANDONED)).isEqualTo(2);
    }

    @Test
    void aShutdownEndsTheThreads() {
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT);
        batcher.submit(1);
        CompletableFuture<Boolean> end = batcher.shutdown();
        batchers.export(0).outcome().complete(true);
        assertThat(end).succeedsWithin(LONG);
        Soon.until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("batch-dispatcher")));
    }

    @Test
    void noItemIsLostOrUncountedWhenProducersRaceWithAShutdown() throws InterruptedException {
        for (Overload overload : List.of(Overload.block(), Overload.dropNewest(), Overload.dropOldest())) {
            AtomicInteger delivered = new AtomicInteger();
            AtomicInteger submitted = new AtomicInteger();
            AdaptiveBatcher<Integer> batcher = batchers.open(
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
                    Soon.until(() -> submitted.get() > 1_000);
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

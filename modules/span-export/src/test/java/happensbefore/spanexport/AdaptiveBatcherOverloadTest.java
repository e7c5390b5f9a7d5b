package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.Overload;
import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.Aimd;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens to an item for which there is no room.
@Timeout(60)
class AdaptiveBatcherOverloadTest {
    private static final Duration LONG = Batchers.LONG;
    private static final BatchSettings PATIENT = Batchers.PATIENT;

    private final Batchers batchers = new Batchers();

    @AfterEach
    void end() {
        batchers.end();
    }

    @Test
    void dropNewestKeepsWhatIsQueued() {
        AdaptiveBatcher<Integer> batcher = batchers.full(Overload.dropNewest());
        assertThat(batcher.submit(7)).isEqualTo(Drop.QUEUE_FULL);
        batchers.export(0).outcome().complete(true);
        assertThat(batchers.export(1).items()).containsExactly(3, 4);
        assertThat(batcher.ledger().dropped(Drop.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void twoExportsThatHangKeepNoMoreThanOneDoes() {
        BatchSettings two = PATIENT.withLimit(new Aimd(2, 2, LONG, 0.5));
        AdaptiveBatcher<Integer> batcher = batchers.open(two);
        for (int item = 1; item <= 4; item++) {
            assertThat(batcher.submit(item)).isNull();
        }
        List<Integer> inFlight = new ArrayList<>(batchers.export(0).items());
        inFlight.addAll(batchers.export(1).items());
        assertThat(inFlight).containsExactlyInAnyOrder(1, 2, 3, 4); // each on a thread of its own
        assertThat(batcher.submit(5)).isNull();
        assertThat(batcher.submit(6)).isNull();
        assertThat(batcher.submit(7)).as("a queue of four, and a batch").isEqualTo(Drop.QUEUE_FULL);
        batchers.export(0).outcome().complete(true);
        assertThat(batchers.export(2).items()).containsExactly(5, 6);
        assertThat(batcher.ledger().recorded()).isEqualTo(7);
    }

    @Test
    void dropOldestMakesRoom() {
        AdaptiveBatcher<Integer> batcher = batchers.full(Overload.dropOldest());
        assertThat(batcher.submit(7)).isNull();
        batchers.export(0).outcome().complete(true);
        assertThat(batchers.export(1).items()).containsExactly(4, 5);
        assertThat(batcher.ledger().dropped(Drop.DISPLACED)).isEqualTo(1);
    }

    @Test
    void failTellsTheProducer() {
        AdaptiveBatcher<Integer> batcher = batchers.full(Overload.fail());
        assertThat(batcher.submit(7)).isEqualTo(Drop.REFUSED);
        assertThat(batcher.ledger().dropped(Drop.REFUSED)).isEqualTo(1);
    }

    @Test
    void timeOutWaitsSoLongAndNoLonger() {
        AdaptiveBatcher<Integer> batcher = batchers.full(Overload.timeOut(Duration.ofMillis(1)));
        assertThat(batcher.submit(7)).isEqualTo(Drop.TIMED_OUT);
        assertThat(batcher.ledger().dropped(Drop.TIMED_OUT)).isEqualTo(1);
    }

    @Test
    void blockWaitsForRoomAndLosesNothing() throws InterruptedException {
        AdaptiveBatcher<Integer> batcher = batchers.full(Overload.block());
        try (Race race = Race.within(LONG)) {
            for (int producer = 0; producer < 3; producer++) {
                race.thread(
                        "producer " + producer,
                        () -> assertThat(batcher.submit(7)).isNull());
            }
            race.thread("exporter", () -> {
                for (int i = 0; i < 4; i++) {
                    batchers.export(i).outcome().complete(true);
                }
            });
            race.run();
        }
        CompletableFuture<Boolean> flush = batcher.flush();
        batchers.export(4).outcome().complete(true);
        assertThat(flush).succeedsWithin(LONG).isEqualTo(true);
        assertThat(batcher.ledger().exported()).isEqualTo(9);
        assertThat(batcher.ledger().droppedInAll()).isZero();
    }

    @Test
    void whoWaitsComesInWhenABatchTakesOffAndBeforeItIsAnswered() {
        AdaptiveLimit limit = new AdaptiveLimit(PATIENT.limit(), System::nanoTime);
        AdaptiveLimit.Permit taken = limit.tryAcquire().orElseThrow();
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withOverload(Overload.block()), limit);
        for (int i = 0; i < 4; i++) {
            assertThat(batcher.submit(i)).isNull();
        }
        CompletableFuture<Boolean> accepted = new CompletableFuture<>();
        Thread producer = Thread.ofPlatform().daemon().start(() -> accepted.complete(batcher.submit(7) == null));
        Soon.until(() -> producer.getState() == Thread.State.WAITING);
        taken.close();
        Soon.until(accepted::isDone);
        assertThat(accepted.join()).isTrue();
        assertThat(batcher.ledger().inFlight()).as("no export has ended").isEqualTo(2);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws InterruptedException {
        AdaptiveBatcher<Integer> batcher = batchers.full(Overload.block());
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
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withOverload(Overload.block()));
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
        AdaptiveBatcher<Integer> batcher = batchers.open(PATIENT.withOverload(Overload.block()), _ -> {
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
    void whatIsTooHeavyForABatchToFillIsSentAtOnce() {
        AtomicInteger sent = new AtomicInteger();
        AdaptiveBatcher<Integer> batcher = batchers.open(
                PATIENT.withMaxWeight(10).withOverload(Overload.block()),
                items -> {
                    sent.addAndGet(items.size());
                    return CompletableFuture.completedFuture(true);
                },
                Integer::longValue);
        assertThat(batcher.submit(11)).isEqualTo(Drop.TOO_LARGE);
        assertThat(batcher.submit(7)).isNull();
        assertThat(batcher.submit(7)).as("waits for the first to be delivered").isNull();
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(sent).hasValue(2);
        assertThat(batcher.ledger().dropped(Drop.TOO_LARGE)).isEqualTo(1);
    }
}

package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.tasks.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Three backends that answer when the test says so.
@Timeout(60)
class PriorityExportTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LaneSettings SETTINGS =
            LaneSettings.DEFAULT.withRoom(10, 1_000).withConcurrency(1).withTimeouts(LONG, LONG);

    private record Sent(String batch, CompletableFuture<Boolean> answer) {}

    private static final class Told {
        final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
        final BackendLane<String> lane;

        Told(String name) {
            lane = new BackendLane<>(name, SETTINGS, this::export, _ -> Retry.Verdict.FINAL);
        }

        private CompletableFuture<Boolean> export(String batch) {
            Sent export = new Sent(batch, new CompletableFuture<>());
            sent.add(export);
            return export.answer();
        }

        void answer(boolean delivered) {
            answerWith(answer -> answer.complete(delivered));
        }

        void answerWith(Consumer<CompletableFuture<Boolean>> word) {
            Soon.until(() -> sent.stream().anyMatch(each -> !each.answer().isDone()));
            word.accept(sent.stream()
                    .filter(each -> !each.answer().isDone())
                    .findFirst()
                    .orElseThrow()
                    .answer());
        }
    }

    private final Told primary = new Told("primary");
    private final Told fallback = new Told("fallback");
    private final Told backup = new Told("backup");
    private final PriorityExport<String> routes =
            new PriorityExport<>(List.of(primary.lane, fallback.lane), backup.lane, 20, 2_000);

    @AfterEach
    void end() {
        CompletableFuture<Boolean> end = routes.shutdown();
        Soon.until(() -> {
            for (Told each : List.of(primary, fallback, backup)) {
                each.sent.forEach(sent -> sent.answer().complete(true));
            }
            return end.isDone();
        });
    }

    private static Verdict await(CompletableFuture<Verdict> verdict) {
        Soon.until(verdict::isDone);
        return verdict.join();
    }

    private void assertLedger(long exported, long dropped, long inFlight) {
        Ledger ledger = routes.ledger();
        assertThat(ledger.exported()).as("exported").isEqualTo(exported);
        assertThat(ledger.droppedInAll()).as("dropped").isEqualTo(dropped);
        assertThat(ledger.inFlight()).as("in flight").isEqualTo(inFlight);
        assertThat(ledger.queued()).as("queued").isZero();
    }

    @Test
    void whatThePrimaryDeliversTheFallbackNeverSees() {
        PriorityExport.Export export = routes.export("a", 2, 1);
        assertLedger(0, 0, 2);
        primary.answer(true);
        assertThat(await(export.verdict()).delivered()).isTrue();
        assertThat(export.losses()).isEmpty();
        assertThat(fallback.lane.ledger().recorded()).isZero();
        assertLedger(2, 0, 0);
    }

    @Test
    void whatThePrimaryLosesTheFallbackGets() {
        PriorityExport.Export export = routes.export("a", 2, 1);
        primary.answer(false);
        Soon.until(() -> fallback.sent.size() == 1);
        assertThat(export.verdict()).as("nothing is decided yet").isNotDone();
        assertLedger(0, 0, 2);
        assertThat(primary.lane.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(2);
        fallback.answer(true);
        assertThat(await(export.verdict()).delivered()).isTrue();
        assertThat(export.losses()).containsOnlyKeys("primary");
        assertLedger(2, 0, 0);
    }

    @Test
    void whatABackendHasTakenAndRejectsSomeOfIsNotHandedOn() {
        PriorityExport.Export export = routes.export("a", 5, 1);
        primary.answerWith(answer -> answer.completeExceptionally(new PartlyRejectedException(2)));
        assertThat(await(export.verdict()).rejected()).isEqualTo(2);
        assertThat(fallback.lane.ledger().recorded())
                .as("the others would arrive twice")
                .isZero();
        assertLedger(3, 2, 0);
    }

    @Test
    void whatBothLoseIsLostAndBothSayWhy() {
        PriorityExport.Export export = routes.export("a", 2, 1);
        primary.answer(false);
        fallback.answer(false);
        assertThat(await(export.verdict()).loss()).isEqualTo(Drop.EXPORT_FAILED);
        assertThat(export.losses()).containsOnlyKeys("primary", "fallback");
        assertLedger(0, 2, 0);
    }

    @Test
    void theBackupGetsACopyOfAllAndChangesNothing() {
        CompletableFuture<Verdict> one = routes.export("a", 1, 1).verdict();
        primary.answer(true);
        assertThat(await(one).delivered()).as("the backup hangs").isTrue();
        CompletableFuture<Verdict> other = routes.export("b", 1, 1).verdict();
        backup.answer(false);
        primary.answer(true);
        assertThat(await(other).delivered()).as("the backup has lost one").isTrue();
        backup.answer(true);
        Soon.until(() -> backup.lane.ledger().exported() == 1);
        assertThat(backup.lane.ledger().dropped(Drop.EXPORT_FAILED))
                .as("counted")
                .isEqualTo(1);
        assertThat(backup.sent.stream().map(Sent::batch)).containsExactly("a", "b");
    }

    @Test
    void theBackupGetsAlsoWhatIsLost() {
        CompletableFuture<Verdict> verdict = routes.export("a", 1, 1).verdict();
        primary.answer(false);
        fallback.answer(false);
        await(verdict);
        backup.answer(true);
        Soon.until(() -> backup.lane.ledger().exported() == 1);
    }

    @Test
    void aPrimaryWithoutRoomLosesTheBatchToTheFallback() {
        for (int i = 0; i < 11; i++) {
            routes.export("a", 1, 1);
        }
        Soon.until(() -> fallback.sent.size() == 1);
        assertThat(primary.lane.ledger().dropped(Drop.QUEUE_FULL)).isEqualTo(1);
        assertLedger(0, 0, 11);
    }

    @Test
    void thereIsABoundForAllThatIsOnItsWay() {
        for (int i = 0; i < 20; i++) {
            assertThat(routes.export("a", 1, 1).verdict()).isNotDone();
        }
        assertThat(await(routes.export("a", 1, 1).verdict()).loss()).isEqualTo(Drop.QUEUE_FULL);
        assertLedger(0, 1, 20);
        assertThat(routes.held()).isEqualTo(20);
    }

    @Test
    void aFlushIsOfBothTheBatchesAndTheirCopies() {
        routes.export("a", 1, 1);
        CompletableFuture<Boolean> flush = routes.flush();
        primary.answer(false);
        fallback.answer(true);
        assertThat(flush).as("the copy is on its way").isNotDone();
        backup.answer(true);
        Soon.until(flush::isDone);
        assertThat(flush.join()).as("the fallback has it").isTrue();
        routes.export("b", 1, 1);
        CompletableFuture<Boolean> lost = routes.flush();
        primary.answer(true);
        backup.answer(false);
        Soon.until(lost::isDone);
        assertThat(lost.join()).as("the copy is lost").isFalse();
    }

    @Test
    void whatThePrimaryLosesInItsShutdownTheFallbackStillGets() {
        routes.export("a", 1, 1);
        CompletableFuture<Boolean> end = routes.shutdown();
        assertThat(await(routes.export("late", 3, 1).verdict()).loss()).isEqualTo(Drop.ALREADY_SHUTDOWN);
        backup.answer(true);
        primary.answer(false);
        fallback.answer(true);
        Soon.until(end::isDone);
        assertThat(end.join()).isTrue();
        assertLedger(1, 3, 0);
    }

    /// A lane may have ended before its last loss is acted on. Here that is certain: what was asked for last is told
    /// first, so the lane's end comes before the hold, and the handing on after it.
    @Test
    void theFallbackEndsAfterWhatThePrimaryLostHasCome() {
        CompletableFuture<Verdict> verdict = routes.export("a", 1, 1).verdict();
        CompletableFuture<Boolean> flush = primary.lane.flush();
        CompletableFuture<Boolean> primaryEnd = primary.lane.shutdown();
        CompletableFuture<Boolean> hold = flush.whenComplete(
                (_, _) -> primaryEnd.orTimeout(20, TimeUnit.SECONDS).join());
        CompletableFuture<Boolean> end = routes.shutdown();
        primary.answer(false);
        Soon.until(() -> !fallback.sent.isEmpty() || verdict.isDone());
        assertThat(hold).as("the lane has ended").isCompletedWithValue(false);
        assertThat(fallback.sent).as("the fallback has the batch").hasSize(1);
        fallback.answer(true);
        backup.answer(true);
        Soon.until(end::isDone);
        assertThat(end.join()).isTrue();
    }

    @Test
    void withoutABackupThereAreNoCopies() {
        Told one = new Told("one");
        PriorityExport<String> alone = new PriorityExport<>(List.of(one.lane), null, 10, 10);
        CompletableFuture<Verdict> verdict = alone.export("a", 1, 1).verdict();
        CompletableFuture<Boolean> flush = alone.flush();
        one.answer(true);
        assertThat(await(verdict).delivered()).isTrue();
        Soon.until(flush::isDone);
        assertThat(Objects.requireNonNull(flush.join())).isTrue();
        assertThat(alone.shutdown().join()).isTrue();
    }
}

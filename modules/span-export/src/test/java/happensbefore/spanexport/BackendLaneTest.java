package happensbefore.spanexport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A lane whose exports are answered when the test says so.
@Timeout(60)
class BackendLaneTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Backoff AT_ONCE = new Backoff(Duration.ofNanos(1), Duration.ofNanos(1));
    private static final LaneSettings PATIENT = LaneSettings.DEFAULT
            .withRoom(10, 1_000)
            .withConcurrency(1)
            .withRetry(new Retry.Policy(3, LONG, AT_ONCE))
            .withBudget(1, 100)
            .withTimeouts(LONG, LONG);

    private record Sent(String batch, CompletableFuture<Boolean> answer) {}

    private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final List<BackendLane<String>> opened = new ArrayList<>();

    @AfterEach
    void end() {
        List<CompletableFuture<Boolean>> ends =
                opened.stream().map(BackendLane::shutdown).toList();
        Soon.until(() -> {
            sent.forEach(export -> export.answer().complete(true));
            return ends.stream().allMatch(CompletableFuture::isDone);
        });
        Soon.until(() -> threads().isEmpty());
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("backend-test"))
                .toList();
    }

    private BackendLane<String> open(LaneSettings settings) {
        return open(settings, this::send);
    }

    private CompletableFuture<Boolean> send(String batch) {
        Sent export = new Sent(batch, new CompletableFuture<>());
        sent.add(export);
        return export.answer();
    }

    private BackendLane<String> open(LaneSettings settings, LaneExport<String> export) {
        BackendLane<String> lane = new BackendLane<>("test", settings, export, BackendLaneTest::classify);
        opened.add(lane);
        return lane;
    }

    private static Retry.Verdict classify(Exception failure) {
        return failure instanceof IOException || failure instanceof TimeoutException
                ? Retry.Verdict.AGAIN
                : Retry.Verdict.FINAL;
    }

    private Sent sent(int index) {
        Soon.until(() -> sent.size() > index);
        return List.copyOf(sent).get(index);
    }

    private static Verdict await(CompletableFuture<Verdict> verdict) {
        return verdict.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    private static @Nullable Drop lossOf(CompletableFuture<Verdict> verdict) {
        return await(verdict).loss();
    }

    @Test
    void aBatchIsSentAndItsVerdictTold() {
        BackendLane<String> lane = open(PATIENT);
        CompletableFuture<Verdict> verdict = lane.submit("a", 3, 1);
        assertThat(sent(0).batch()).isEqualTo("a");
        assertThat(verdict).as("nothing is known yet").isNotDone();
        assertThat(lane.ledger().inFlight()).isEqualTo(3);
        assertThat(lane.ledger().exported()).isZero();
        sent(0).answer().complete(true);
        assertThat(await(verdict).delivered()).isTrue();
        assertThat(lane.ledger().exported()).isEqualTo(3);
        assertThat(lane.retries()).isZero();
    }

    @Test
    void asManyBatchesAreInFlightAsTheLaneHasThreads() {
        BackendLane<String> lane = open(PATIENT.withConcurrency(3));
        IntStream.range(0, 5).forEach(i -> lane.submit("" + i, 1, 1));
        sent(2);
        assertThat(lane.ledger().inFlight()).isEqualTo(3);
        assertThat(lane.ledger().queued()).isEqualTo(2);
        sent(1).answer().complete(true);
        sent(3);
        Soon.until(() -> lane.ledger().exported() == 1);
    }

    @Test
    void aBackendThatHangsFillsItsOwnRoomAndNobodyWaits() {
        BackendLane<String> lane = open(PATIENT);
        for (int i = 0; i < 10; i++) {
            assertThat(lane.submit("a", 1, 1)).isNotDone();
        }
        assertThat(lossOf(lane.submit("b", 1, 1))).isEqualTo(Drop.QUEUE_FULL);
        assertThat(lane.ledger().recorded()).isEqualTo(11);
        assertThat(lane.held()).isEqualTo(10);
    }

    @Test
    void aPassingFailureIsTriedAgain() {
        BackendLane<String> lane = open(PATIENT);
        CompletableFuture<Verdict> verdict = lane.submit("a", 2, 1);
        sent(0).answer().completeExceptionally(new IOException("busy"));
        sent(1).answer().completeExceptionally(new IOException("busy"));
        assertThat(sent(2).batch()).isEqualTo("a");
        assertThat(lane.ledger().inFlight()).as("between the attempts, too").isEqualTo(2);
        sent(2).answer().complete(true);
        assertThat(await(verdict).delivered()).isTrue();
        assertThat(lane.retries()).isEqualTo(2);
        assertThat(lane.ledger().exported()).as("once").isEqualTo(2);
        assertThat(lane.lastFailure()).hasMessage("busy");
    }

    @Test
    void aPassingFailureThatDoesNotPassIsGivenUp() {
        AtomicInteger attempts = new AtomicInteger();
        BackendLane<String> lane = open(PATIENT, _ -> {
            attempts.incrementAndGet();
            throw new IOException("gone");
        });
        Verdict verdict = await(lane.submit("a", 2, 1));
        assertThat(verdict.loss()).isEqualTo(Drop.RETRIES_EXHAUSTED);
        assertThat(verdict.cause()).hasMessage("gone");
        assertThat(attempts).hasValue(3);
        assertThat(lane.held()).isZero();
    }

    @Test
    void aFinalFailureIsNotTriedAgain() {
        BackendLane<String> lane = open(PATIENT);
        CompletableFuture<Verdict> verdict = lane.submit("a", 2, 1);
        sent(0).answer().completeExceptionally(new IllegalStateException("bad request"));
        assertThat(lossOf(verdict)).isEqualTo(Drop.EXPORT_FAILED);
        assertThat(await(verdict).cause()).hasMessage("bad request");
        CompletableFuture<Verdict> unexplained = lane.submit("b", 2, 1);
        sent(1).answer().complete(false);
        assertThat(lossOf(unexplained)).isEqualTo(Drop.EXPORT_FAILED);
        assertThat(await(unexplained).cause()).isInstanceOf(UnexplainedFailure.class);
        assertThat(sent).hasSize(2);
        assertThat(lane.retries()).isZero();
    }

    @Test
    void aBatchOfWhichSomeItemsAreRejectedIsNotTriedAgain() {
        BackendLane<String> lane =
                new BackendLane<>("test", PATIENT, this::send, _ -> Retry.Verdict.AGAIN); // all passes, it says
        opened.add(lane);
        CompletableFuture<Verdict> verdict = lane.submit("a", 5, 1);
        CompletableFuture<Boolean> flush = lane.flush();
        sent(0).answer().completeExceptionally(new PartlyRejectedException(2));
        assertThat(await(verdict).loss()).isEqualTo(Drop.REJECTED);
        assertThat(await(verdict).rejected()).isEqualTo(2);
        assertThat(await(verdict).delivered()).isFalse();
        assertThat(flush.join()).as("two are lost").isFalse();
        assertThat(lane.ledger().exported()).isEqualTo(3);
        assertThat(lane.ledger().dropped(Drop.REJECTED)).isEqualTo(2);
        assertThat(lane.retries()).isZero();
        CompletableFuture<Verdict> thrown = open(PATIENT, _ -> {
                    throw new PartlyRejectedException(1);
                })
                .submit("b", 5, 1);
        assertThat(await(thrown).rejected()).isEqualTo(1);
    }

    @Test
    void whenTheBudgetIsSpentThereIsNoRetry() {
        BackendLane<String> lane = open(PATIENT.withBudget(0, 1), _ -> {
            throw new IOException("overloaded");
        });
        assertThat(lossOf(lane.submit("a", 1, 1))).isEqualTo(Drop.RETRY_BUDGET_SPENT);
        assertThat(lossOf(lane.submit("b", 1, 1))).isEqualTo(Drop.RETRY_BUDGET_SPENT);
        assertThat(lane.retries()).isEqualTo(1);
        assertThat(lane.ledger().dropped(Drop.RETRY_BUDGET_SPENT)).isEqualTo(2);
    }

    @Test
    void anAttemptWithoutAnAnswerIsTriedAgainAndGivenUp() {
        BackendLane<String> lane = open(PATIENT.withTimeouts(SHORT, LONG));
        assertThat(lossOf(lane.submit("a", 2, 1))).isEqualTo(Drop.EXPORT_TIMED_OUT);
        assertThat(sent).hasSize(3);
        assertThat(lane.held()).as("the exporter still has it").isEqualTo(2);
        sent(1).answer().complete(true);
        assertThat(lane.ledger().late()).isEqualTo(2);
        sent(0).answer().complete(false);
        sent(2).answer().complete(true);
        assertThat(lane.held()).isZero();
        assertThat(lane.ledger().recorded()).isEqualTo(2);
    }

    @Test
    void anAnswerThatComesAfterItsAttemptWasGivenUpIsADeliveryAllTheSame() {
        Duration pause = Duration.ofMillis(1);
        BackendLane<String> lane = open(PATIENT.withTimeouts(SHORT, LONG)
                .withRetry(new Retry.Policy(1_000_000, LONG, new Backoff(pause, pause)))
                .withBudget(1, 1_000_000));
        CompletableFuture<Verdict> verdict = lane.submit("a", 2, 1);
        sent(1);
        sent(0).answer().complete(true);
        assertThat(await(verdict).delivered()).isTrue();
        assertThat(lane.ledger().exported()).isEqualTo(2);
        assertThat(lane.ledger().late()).isZero();
    }

    @Test
    void anExporterThatThrowsAnErrorDoesNotEndTheLane() {
        AtomicInteger calls = new AtomicInteger();
        BackendLane<String> lane = open(PATIENT, _ -> {
            if (calls.getAndIncrement() == 0) {
                throw new LinkageError("no such method");
            }
            return CompletableFuture.completedFuture(true);
        });
        assertThat(lossOf(lane.submit("a", 1, 1))).isEqualTo(Drop.EXPORT_FAILED);
        assertThat(await(lane.submit("b", 1, 1)).delivered()).isTrue();
        assertThat(lane.held()).isZero();
    }

    @Test
    void anExporterThatLeavesItsThreadInterruptedDoesNotEndTheLane() {
        BackendLane<String> lane = open(PATIENT, _ -> {
            Thread.currentThread().interrupt();
            return CompletableFuture.completedFuture(true);
        });
        for (int i = 0; i < 5; i++) {
            await(lane.submit("a", 1, 1));
        }
        assertThat(lane.ledger().recorded()).isEqualTo(5);
        assertThat(threads()).hasSize(1);
    }

    /// An answer that everybody sees before the lane's books do.
    private static final class SeenEarly extends CompletableFuture<Boolean> {
        final CountDownLatch entered = new CountDownLatch(1);
        private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

        @Override
        public CompletableFuture<Boolean> whenComplete(BiConsumer<? super Boolean, ? super Throwable> books) {
            CompletableFuture<Boolean> after = super.whenComplete((delivered, thrown) -> {
                Verdict _ = verdict.completeOnTimeout(Verdict.DELIVERED, 100, MILLISECONDS)
                        .join();
                books.accept(delivered, thrown);
            });
            entered.countDown();
            return after;
        }
    }

    @Test
    void noVerdictIsKnownBeforeTheBooksHaveTheAnswer() throws InterruptedException {
        SeenEarly answer = new SeenEarly();
        BackendLane<String> lane = open(PATIENT, _ -> answer);
        var told = lane.submit("a", 2, 1).thenAccept(answer.verdict::complete);
        answer.entered.await();
        answer.complete(true);
        Soon.until(told::isDone);
        assertThat(lane.ledger().exported()).isEqualTo(2);
        assertThat(lane.ledger().late()).as("delivered once").isZero();
    }

    @Test
    void aFlushWaitsForRetriesAndSaysWhatCameOfThem() {
        BackendLane<String> lane = open(PATIENT);
        lane.submit("a", 1, 1);
        CompletableFuture<Boolean> flush = lane.flush();
        sent(0).answer().completeExceptionally(new IOException("busy"));
        sent(1);
        assertThat(flush).isNotDone();
        sent(1).answer().complete(true);
        assertThat(flush.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join())
                .isTrue();
        lane.submit("b", 1, 1);
        CompletableFuture<Boolean> lost = lane.flush();
        sent(2).answer().completeExceptionally(new IllegalStateException("bad request"));
        assertThat(lost.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join())
                .isFalse();
    }

    @Test
    void aShutdownSendsWhatIsQueuedAndLetsNothingIn() {
        BackendLane<String> lane = open(PATIENT);
        lane.submit("a", 1, 1);
        lane.submit("b", 1, 1);
        sent(0);
        CompletableFuture<Boolean> end = lane.shutdown();
        assertThat(lossOf(lane.submit("late", 1, 1))).isEqualTo(Drop.ALREADY_SHUTDOWN);
        assertThat(end).isNotDone();
        sent(0).answer().complete(true);
        sent(1).answer().complete(true);
        assertThat(end.join()).isTrue();
        assertThat(lane.shutdown().join()).as("the same word again").isTrue();
        assertThat(lane.ledger().exported()).isEqualTo(2);
        Soon.until(() -> threads().isEmpty());
    }

    @Test
    void aShutdownsTimeEnds() {
        BackendLane<String> lane = open(PATIENT.withTimeouts(LONG, SHORT));
        CompletableFuture<Verdict> flying = lane.submit("in flight", 1, 1);
        CompletableFuture<Verdict> queued = lane.submit("queued", 2, 1);
        sent(0);
        assertThat(lane.shutdown().join()).isFalse();
        assertThat(lossOf(flying)).isEqualTo(Drop.EXPORT_TIMED_OUT);
        assertThat(lossOf(queued)).isEqualTo(Drop.ABANDONED);
        assertThat(lane.ledger().recorded()).isEqualTo(3);
        Soon.until(() -> threads().isEmpty());
        assertThat(lane.held()).as("the exporter still has it").isEqualTo(1);
        sent(0).answer().complete(true);
        assertThat(lane.ledger().late()).isEqualTo(1);
        assertThat(lane.held()).isZero();
    }

    @Test
    void aShutdownsTimeEndsAlsoForAnExporterThatBlocks() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        BackendLane<String> lane = open(PATIENT.withTimeouts(LONG, SHORT), _ -> {
            inside.countDown();
            never.await();
            return CompletableFuture.completedFuture(true);
        });
        CompletableFuture<Verdict> verdict = lane.submit("a", 1, 1);
        inside.await();
        assertThat(lane.shutdown().join()).isFalse();
        assertThat(lossOf(verdict)).isEqualTo(Drop.EXPORT_TIMED_OUT);
        Soon.until(() -> lane.held() == 0);
    }

    @Test
    void theExporterEndsAfterTheLastExportAndItsWordCounts() {
        List<String> calls = new ArrayList<>();
        LaneExport<String> export = new LaneExport<>() {
            @Override
            public CompletableFuture<Boolean> export(String batch) {
                calls.add(batch);
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public CompletableFuture<Boolean> flush() {
                return CompletableFuture.completedFuture(false);
            }

            @Override
            public CompletableFuture<Boolean> shutdown() {
                calls.add("shutdown");
                return CompletableFuture.completedFuture(false);
            }
        };
        BackendLane<String> lane = open(PATIENT, export);
        lane.submit("a", 1, 1);
        lane.submit("b", 1, 1);
        assertThat(lane.flush().join()).as("the exporter keeps something back").isFalse();
        assertThat(lane.shutdown().join()).isFalse();
        assertThat(calls.stream().collect(Collectors.joining(" "))).isEqualTo("a b shutdown");
    }
}

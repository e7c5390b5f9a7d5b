package happensbefore.spanexport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// One backend's books, step by step.
class LaneBooksTest {
    private static final Verdict REJECTS_TWO = Verdict.partly(new PartlyRejectedException(2));

    private final LaneBooks<String> books = new LaneBooks<>(10, 100);

    @Test
    void itemsAreInOnePlaceAllTheTime() {
        CompletableFuture<Verdict> verdict = books.offer("a", 3, 1);
        books.offer("b", 4, 1);
        assertLedger(0, 0, 7, 0);
        Parcel<String> first = take();
        assertThat(first.batch()).as("the oldest first").isEqualTo("a");
        assertLedger(0, 0, 4, 3);
        assertThat(verdict).isNotDone();
        assertThat(books.land(first, Verdict.DELIVERED)).isTrue();
        assertThat(verdict).isCompletedWithValue(Verdict.DELIVERED);
        assertLedger(3, 0, 4, 0);
        books.land(take(), Verdict.lost(Drop.EXPORT_FAILED));
        assertLedger(3, 4, 0, 0);
        assertThat(books.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(4);
        assertThat(books.take()).isNull();
        assertThat(books.held()).isZero();
    }

    @Test
    void aBatchForWhichThereIsNoRoomIsCountedWithItsReason() {
        books.offer("a", 6, 10);
        assertThat(books.offer("items", 5, 1)).isCompletedWithValue(Verdict.lost(Drop.QUEUE_FULL));
        assertThat(books.offer("weight", 1, 91)).isCompletedWithValue(Verdict.lost(Drop.QUEUE_FULL));
        assertThat(books.hasRoom(5, 1)).isFalse();
        assertThat(books.hasRoom(1, 91)).isFalse();
        assertThat(books.hasRoom(4, 90)).isTrue();
        assertThat(books.offer("fits", 4, 90)).isNotDone();
        assertThat(books.offer("too many", 11, 1)).isCompletedWithValue(Verdict.lost(Drop.TOO_LARGE));
        assertThat(books.offer("too heavy", 1, 101)).isCompletedWithValue(Verdict.lost(Drop.TOO_LARGE));
        assertThat(books.ledger().dropped(Drop.QUEUE_FULL)).isEqualTo(6);
        assertThat(books.ledger().dropped(Drop.TOO_LARGE)).isEqualTo(12);
        books.close();
        assertThat(books.offer("late", 1, 1)).isCompletedWithValue(Verdict.lost(Drop.ALREADY_SHUTDOWN));
        assertThat(books.ledger().recorded()).isEqualTo(6 + 6 + 4 + 12 + 1);
    }

    @Test
    void whatABackendRejectsOfABatchIsDroppedAndTheRestIsExported() {
        books.offer("a", 7, 1);
        books.land(take(), new Verdict(Drop.REJECTED, new PartlyRejectedException(2)));
        assertLedger(5, 2, 0, 0);
        assertThat(books.ledger().dropped(Drop.REJECTED)).isEqualTo(2);
        assertThat(books.held()).isZero();
    }

    @Test
    void aBatchHasRoomOrHasNot() {
        books.offer("a", 6, 10);
        assertThat(books.hasRoom(4, 90)).isTrue();
        assertThat(books.hasRoom(5, 1)).isFalse();
        assertThat(books.hasRoom(1, 91)).isFalse();
    }

    @Test
    void whatIsInFlightTakesRoom() {
        books.offer("a", 10, 100);
        Parcel<String> parcel = take();
        assertThat(books.offer("b", 1, 0)).isCompletedWithValue(Verdict.lost(Drop.QUEUE_FULL));
        assertThat(books.offer("b", 0, 1)).isCompletedWithValue(Verdict.lost(Drop.QUEUE_FULL));
        books.land(parcel, Verdict.DELIVERED);
        assertThat(books.offer("b", 10, 100)).isNotDone();
    }

    @Test
    void whatTheExporterStillHoldsTakesRoomThoughItWasGivenUp() {
        books.offer("a", 10, 100);
        Parcel<String> parcel = take();
        assertThat(books.handOut(parcel)).isTrue();
        books.land(parcel, Verdict.lost(Drop.EXPORT_TIMED_OUT));
        assertLedger(0, 10, 0, 0);
        assertThat(books.held()).isEqualTo(10);
        assertThat(books.offer("b", 1, 1)).isCompletedWithValue(Verdict.lost(Drop.QUEUE_FULL));
        books.answered(parcel, Verdict.lost(Drop.EXPORT_FAILED));
        assertThat(books.held()).isZero();
        assertThat(books.ledger().late()).isZero();
        assertThat(books.offer("b", 10, 100)).isNotDone();
    }

    @Test
    void everyAttemptHasToBeAnswered() {
        books.offer("a", 2, 1);
        Parcel<String> parcel = take();
        books.handOut(parcel);
        books.handOut(parcel);
        books.answered(parcel, Verdict.lost(Drop.EXPORT_FAILED));
        books.land(parcel, Verdict.lost(Drop.EXPORT_TIMED_OUT));
        assertThat(books.held()).isEqualTo(2);
        books.answered(parcel, Verdict.lost(Drop.EXPORT_FAILED));
        assertThat(books.held()).isZero();
    }

    @Test
    void whatIsDeliveredAfterItWasGivenUpIsLateOnce() {
        CompletableFuture<Verdict> verdict = books.offer("a", 5, 1);
        Parcel<String> parcel = take();
        books.handOut(parcel);
        books.handOut(parcel);
        books.land(parcel, Verdict.lost(Drop.EXPORT_TIMED_OUT));
        books.answered(parcel, Verdict.DELIVERED);
        books.answered(parcel, Verdict.DELIVERED);
        assertThat(books.ledger().late()).isEqualTo(5);
        assertLedger(0, 5, 0, 0);
        assertThat(verdict).isCompletedWithValue(Verdict.lost(Drop.EXPORT_TIMED_OUT));
    }

    @Test
    void anEarlierAttemptThatDeliversSparesTheNext() {
        CompletableFuture<Verdict> verdict = books.offer("a", 5, 1);
        Parcel<String> parcel = take();
        books.handOut(parcel);
        books.answered(parcel, Verdict.DELIVERED);
        assertThat(books.handOut(parcel)).isFalse();
        books.land(parcel, Verdict.lost(Drop.RETRIES_EXHAUSTED));
        assertThat(verdict).as("the backend has it").isCompletedWithValue(Verdict.DELIVERED);
        assertLedger(5, 0, 0, 0);
        assertThat(books.ledger().late()).isZero();
        assertThat(books.held()).isZero();
    }

    @Test
    void whatABackendRejectsOfABatchIsAllThatIsLostOfIt() {
        CompletableFuture<Verdict> verdict = books.offer("a", 5, 1);
        Parcel<String> parcel = take();
        books.handOut(parcel);
        books.answered(parcel, REJECTS_TWO);
        assertThat(books.handOut(parcel)).as("the backend has the others").isFalse();
        books.land(parcel, Verdict.lost(Drop.RETRIES_EXHAUSTED));
        assertThat(verdict).isCompletedWithValue(REJECTS_TWO);
        assertLedger(3, 2, 0, 0);
        assertThat(books.ledger().dropped(Drop.REJECTED)).isEqualTo(2);
        assertThat(books.held()).isZero();
    }

    @Test
    void ofABatchThatWasGivenUpWhatIsNotRejectedIsLateOnce() {
        books.offer("a", 5, 1);
        Parcel<String> parcel = take();
        books.handOut(parcel);
        books.handOut(parcel);
        books.land(parcel, Verdict.lost(Drop.EXPORT_TIMED_OUT));
        books.answered(parcel, REJECTS_TWO);
        books.answered(parcel, Verdict.DELIVERED);
        assertThat(books.ledger().late()).isEqualTo(3);
        assertLedger(0, 5, 0, 0);
        assertThat(books.held()).isZero();
    }

    @Test
    void aBackendThatRejectsMoreThanItWasSentHasRejectedAll() {
        books.offer("a", 1, 1);
        books.land(take(), REJECTS_TWO);
        assertLedger(0, 1, 0, 0);
    }

    @Test
    void aBatchLandsOnce() {
        books.offer("a", 5, 1);
        Parcel<String> parcel = take();
        assertThat(books.land(parcel, Verdict.lost(Drop.EXPORT_FAILED))).isTrue();
        assertThat(books.land(parcel, Verdict.DELIVERED)).isFalse();
        assertLedger(0, 5, 0, 0);
        assertThat(books.held()).isZero();
    }

    @Test
    void aFlushIsOfWhatIsQueuedAndInFlightAndOfNothingElse() {
        books.offer("in flight", 1, 1);
        Parcel<String> flying = take();
        books.offer("queued", 1, 1);
        CompletableFuture<Boolean> flush = books.flush();
        books.offer("later", 1, 1);
        books.land(flying, Verdict.DELIVERED);
        assertThat(flush).isNotDone();
        books.land(take(), Verdict.DELIVERED);
        assertThat(flush).isCompletedWithValue(true);
        CompletableFuture<Boolean> next = books.flush();
        books.land(take(), Verdict.lost(Drop.EXPORT_FAILED));
        assertThat(next).isCompletedWithValue(false);
        assertThat(books.flush()).as("what was lost before is not its business").isCompletedWithValue(true);
    }

    @Test
    void whatIsAbandonedIsCountedAndItsFlushIsFalse() {
        books.offer("in flight", 2, 1);
        Parcel<String> flying = take();
        books.offer("queued", 3, 1);
        CompletableFuture<Boolean> flush = books.flush();
        assertThat(books.isDrained()).isFalse();
        books.close();
        assertThat(books.isDrained()).isFalse();
        books.abandon();
        assertThat(books.isDrained()).isTrue();
        assertThat(flush).isCompletedWithValue(false);
        assertThat(books.ledger().dropped(Drop.ABANDONED)).isEqualTo(3);
        assertThat(books.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(2);
        assertThat(books.land(flying, Verdict.DELIVERED)).isFalse();
        assertThat(books.handOut(flying)).as("it was given up").isFalse();
        assertLedger(0, 5, 0, 0);
        assertThat(books.held()).isZero();
    }

    private Parcel<String> take() {
        return requireNonNull(books.take());
    }

    private void assertLedger(long exported, long dropped, long queued, long inFlight) {
        Ledger ledger = books.ledger();
        assertThat(ledger.exported()).as("exported").isEqualTo(exported);
        assertThat(ledger.droppedInAll()).as("dropped").isEqualTo(dropped);
        assertThat(ledger.queued()).as("queued").isEqualTo(queued);
        assertThat(ledger.inFlight()).as("in flight").isEqualTo(inFlight);
    }
}

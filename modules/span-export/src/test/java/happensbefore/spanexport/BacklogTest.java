package happensbefore.spanexport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The books, step by step.
class BacklogTest {
    private final Backlog<String> backlog = new Backlog<>(4, 100, Long.MAX_VALUE, null);

    @Test
    void anItemIsInOnePlaceAllTheTime() {
        assertThat(backlog.offer("a")).isZero();
        assertThat(backlog.offer("b")).isEqualTo(1);
        assertLedger(0, 0, 2, 0);
        Flight<String> first = take(1);
        assertThat(first.items()).containsExactly("a");
        assertLedger(0, 0, 1, 1);
        Flight<String> second = take(9);
        assertThat(second.items()).containsExactly("b");
        assertThat(backlog.take(1)).isNull();
        assertLedger(0, 0, 0, 2);
        assertThat(backlog.land(second, null)).isTrue();
        assertLedger(1, 0, 0, 1);
        assertThat(backlog.land(first, Drop.EXPORT_FAILED)).isTrue();
        assertLedger(1, 1, 0, 0);
        assertThat(backlog.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(1);
        assertThat(backlog.ledger().dropped(Drop.ABANDONED)).isZero();
        assertThat(backlog.ledger().recorded()).isEqualTo(2);
    }

    @Test
    void whatIsInFlightTakesRoomButForSoMany() {
        Backlog<String> held = new Backlog<>(2, 1, Long.MAX_VALUE, null);
        held.offer("a");
        held.offer("b");
        Flight<String> flight = requireNonNull(held.take(2));
        assertThat(held.offer("c")).isEqualTo(2);
        assertThat(held.offer("d")).as("three are queued or in flight").isEqualTo(ClosableRing.FULL);
        assertThat(held.displace()).isTrue();
        assertThat(held.offer("d")).isEqualTo(3);
        held.land(flight, Drop.EXPORT_FAILED);
        assertThat(held.offer("e")).isEqualTo(4);
        assertThat(held.offer("f")).as("two are queued").isEqualTo(ClosableRing.FULL);
    }

    @Test
    void aFlightLandsOnce() {
        backlog.offer("a");
        Flight<String> flight = take(1);
        assertThat(backlog.land(flight, Drop.EXPORT_TIMED_OUT)).isTrue();
        assertThat(backlog.land(flight, null)).isFalse();
        assertLedger(0, 1, 0, 0);
    }

    @Test
    void aFlightMayBeLostInPart() {
        backlog.offer("a");
        backlog.offer("b");
        backlog.offer("c");
        CompletableFuture<Boolean> flush = backlog.flush();
        assertThat(backlog.land(take(3), Drop.REJECTED, 1)).isTrue();
        assertLedger(2, 1, 0, 0);
        assertThat(backlog.ledger().dropped(Drop.REJECTED)).isEqualTo(1);
        assertThat(flush).isCompletedWithValue(false);
    }

    @Test
    void flightsOfTheSameItemsAreTwoFlights() {
        backlog.offer("same");
        backlog.offer("same");
        Flight<String> one = take(1);
        Flight<String> other = take(1);
        backlog.land(one, null);
        assertLedger(1, 0, 0, 1);
        backlog.land(other, null);
        assertLedger(2, 0, 0, 0);
    }

    @Test
    void aFlushWithNothingToWaitForIsTrue() {
        assertThat(backlog.flush()).isCompletedWithValue(true);
    }

    @Test
    void aFlushWaitsForWhatIsQueuedAndInFlightAndForNothingElse() {
        backlog.offer("in flight");
        Flight<String> flying = take(1);
        backlog.offer("queued");
        CompletableFuture<Boolean> flush = backlog.flush();
        backlog.offer("later");
        Flight<String> queued = take(1);
        Flight<String> later = take(1);
        assertThat(flush).isNotDone();
        backlog.land(queued, null);
        assertThat(flush).isNotDone();
        backlog.land(flying, null);
        assertThat(flush).isCompletedWithValue(true);
        backlog.land(later, Drop.EXPORT_FAILED);
    }

    @Test
    void aFlushIsFalseWhenAnyOfItsItemsIsLost() {
        backlog.offer("a");
        backlog.offer("b");
        Flight<String> lost = take(1);
        CompletableFuture<Boolean> flush = backlog.flush();
        Flight<String> delivered = take(1);
        backlog.land(lost, Drop.EXPORT_FAILED);
        assertThat(flush).isNotDone();
        backlog.land(delivered, null);
        assertThat(flush).isCompletedWithValue(false);
    }

    @Test
    void aFlushIsFalseWhenOneOfItsItemsIsDisplaced() {
        backlog.offer("a");
        CompletableFuture<Boolean> flush = backlog.flush();
        backlog.offer("b");
        CompletableFuture<Boolean> both = backlog.flush();
        assertThat(backlog.displace()).isTrue();
        assertThat(flush).isCompletedWithValue(false);
        assertThat(both).isNotDone();
        backlog.land(take(1), null);
        assertThat(both).isCompletedWithValue(false);
        assertThat(backlog.displace()).isFalse();
        assertThat(backlog.ledger().dropped(Drop.DISPLACED)).isEqualTo(1);
    }

    @Test
    void anEarlierLossIsNotALaterFlushs() {
        backlog.offer("a");
        backlog.land(take(1), Drop.EXPORT_FAILED);
        backlog.offer("b");
        CompletableFuture<Boolean> flush = backlog.flush();
        backlog.land(take(1), null);
        assertThat(flush).isCompletedWithValue(true);
    }

    @Test
    void weightIsHeldUntilTheEnd() {
        Backlog<String> weighed = new Backlog<>(4, 100, 5, String::length);
        assertThat(weighed.offer("123456")).isEqualTo(Backlog.TOO_LARGE);
        assertThat(weighed.offer("123")).isZero();
        assertThat(weighed.offer("123")).isEqualTo(ClosableRing.FULL);
        assertThat(weighed.offer("12")).isEqualTo(1);
        Flight<String> flight = requireNonNull(weighed.take(1));
        assertThat(weighed.offer("1")).as("in flight it weighs as before").isEqualTo(ClosableRing.FULL);
        weighed.land(flight, Drop.EXPORT_FAILED);
        assertThat(weighed.offer("123")).isEqualTo(2);
        assertThat(weighed.displace()).isTrue();
        assertThat(weighed.offer("12")).isEqualTo(3);
        weighed.close();
        assertThat(weighed.offer("1")).isEqualTo(ClosableRing.CLOSED);
    }

    @Test
    void anItemThatFoundNoPlaceWeighsNothing() {
        Backlog<String> weighed = new Backlog<>(2, 100, 3, String::length);
        weighed.offer("");
        weighed.offer("");
        assertThat(weighed.offer("123")).isEqualTo(ClosableRing.FULL);
        weighed.displace();
        assertThat(weighed.offer("123")).isEqualTo(2);
    }

    @Test
    void whatIsAbandonedIsCountedAndItsFlushIsFalse() {
        backlog.offer("in flight");
        Flight<String> flying = take(1);
        backlog.offer("queued");
        backlog.close();
        CompletableFuture<Boolean> flush = backlog.flush();
        backlog.abandon();
        assertThat(flush).isCompletedWithValue(false);
        assertThat(backlog.ledger().dropped(Drop.ABANDONED)).isEqualTo(1);
        assertThat(backlog.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(1);
        assertThat(backlog.land(flying, null)).isFalse();
        assertLedger(0, 2, 0, 0);
    }

    @Test
    void whoWaitsForRoomSeesThatSomethingHasChanged() {
        long before = backlog.departures();
        backlog.offer("a");
        assertThat(backlog.departures()).isEqualTo(before);
        Flight<String> flight = take(1);
        long taken = backlog.departures();
        assertThat(taken).isNotEqualTo(before);
        backlog.land(flight, null);
        long landed = backlog.departures();
        assertThat(landed).isNotEqualTo(taken);
        backlog.close();
        assertThat(backlog.departures()).isNotEqualTo(landed);
    }

    private Flight<String> take(int most) {
        return requireNonNull(backlog.take(most));
    }

    private void assertLedger(long exported, long dropped, long queued, long inFlight) {
        Ledger ledger = backlog.ledger();
        assertThat(ledger.exported()).as("exported").isEqualTo(exported);
        assertThat(ledger.droppedInAll()).as("dropped").isEqualTo(dropped);
        assertThat(ledger.queued()).as("queued").isEqualTo(queued);
        assertThat(ledger.inFlight()).as("in flight").isEqualTo(inFlight);
    }
}

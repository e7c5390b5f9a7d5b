package happensbefore.exercises.honestflush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import happensbefore.exercises.honestflush.HonestBatcher.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HonestBatcherTest {
    private final List<List<Integer>> sent = new ArrayList<>();
    private final List<CompletableFuture<Boolean>> outcomes = new ArrayList<>();
    private final HonestBatcher<Integer> batcher = new HonestBatcher<>(2, batch -> {
        sent.add(batch);
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        outcomes.add(outcome);
        return outcome;
    });

    @Test
    void aFullBatchIsSentAndTheNextOneIsAnother() {
        for (int item = 1; item <= 5; item++) {
            batcher.add(item);
        }
        assertThat(sent)
                .as("Batches of two, each a list that is the sender's own: it may read it for as long as it sends.")
                .containsExactly(List.of(1, 2), List.of(3, 4));
        assertThat(batcher.counts())
                .as("Four in flight, one waits, and nothing is delivered before the sender says so.")
                .isEqualTo(new Counts(5, 0, 0, 4, 1));
    }

    @Test
    void aFlushWaitsForTheOutcome() {
        batcher.add(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        assertThat(sent).as("A flush sends a batch that is not full.").containsExactly(List.of(1));
        assertThat(flush).as("The sender has not said what became of it.").isNotDone();
        outcomes.getFirst().complete(true);
        assertThat(flush).as("It was delivered.").isCompletedWithValue(true);
        assertThat(batcher.counts()).as("One delivered.").isEqualTo(new Counts(1, 1, 0, 0, 0));
    }

    @Test
    void aFlushOfWhatIsLostIsFalse() {
        batcher.add(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        outcomes.getFirst().complete(false);
        assertThat(flush).as("It was lost, and the flush says so.").isCompletedWithValue(false);
        assertThat(batcher.counts()).as("One lost.").isEqualTo(new Counts(1, 0, 1, 0, 0));
    }

    @Test
    void aFlushCoversWhatWasInFlightBefore() {
        batcher.add(1);
        batcher.add(2);
        batcher.add(3);
        CompletableFuture<Boolean> flush = batcher.flush();
        outcomes.getLast().complete(true);
        assertThat(flush)
                .as("The rest has arrived; the batch that was in flight before the flush has not.")
                .isNotDone();
        outcomes.getFirst().complete(false);
        assertThat(flush).as("What was in flight before the flush was lost.").isCompletedWithValue(false);
    }

    @Test
    void aFlushIsNotHeldUpByWhatComesLater() {
        batcher.add(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        batcher.add(2);
        batcher.add(3);
        outcomes.getFirst().complete(true);
        assertThat(flush).as("What was added later is none of its business.").isCompletedWithValue(true);
    }

    @Test
    void aFlushOfNothingIsTrue() {
        assertThat(batcher.flush()).as("Nothing waits.").isCompletedWithValue(true);
        batcher.add(1);
        CompletableFuture<Boolean> _ = batcher.flush();
        outcomes.getFirst().complete(false);
        assertThat(batcher.flush()).as("What was lost before was told before.").isCompletedWithValue(true);
    }

    @Test
    void aFutureThatFailsIsALoss() {
        batcher.add(1);
        CompletableFuture<Boolean> flush = batcher.flush();
        outcomes.getFirst().completeExceptionally(new IllegalStateException("reset by peer"));
        assertThat(flush).as("A future that fails is an answer: lost.").isCompletedWithValue(false);
        assertThat(batcher.counts()).as("One lost.").isEqualTo(new Counts(1, 0, 1, 0, 0));
    }

    @Test
    void aSenderThatThrowsIsALoss() {
        HonestBatcher<Integer> throwing = new HonestBatcher<>(2, _ -> {
            throw new IllegalStateException("no route to host");
        });
        throwing.add(1);
        assertThatCode(() -> throwing.add(2))
                .as("Who adds an item is not to blame for the sender: `add` never throws.")
                .doesNotThrowAnyException();
        assertThat(throwing.counts()).as("Two lost, none in flight.").isEqualTo(new Counts(2, 0, 2, 0, 0));
    }
}

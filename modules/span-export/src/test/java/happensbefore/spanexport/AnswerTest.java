package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// When the answer of several backends is known, and which.
class AnswerTest {
    private static final Verdict LOST = Verdict.lost(Drop.EXPORT_FAILED);

    private final CompletableFuture<Verdict> one = new CompletableFuture<>();
    private final CompletableFuture<Verdict> other = new CompletableFuture<>();

    @Test
    void theFirstDeliveryIsAnAnswer() {
        CompletableFuture<Boolean> answer = Answer.FIRST.of(List.of(one, other));
        other.complete(Verdict.DELIVERED);
        assertThat(answer).isCompletedWithValue(true);
    }

    @Test
    void aLossIsNoAnswerWhileAnotherBackendMayDeliver() {
        CompletableFuture<Boolean> answer = Answer.FIRST.of(List.of(one, other));
        one.complete(LOST);
        assertThat(answer).isNotDone();
        other.complete(Verdict.DELIVERED);
        assertThat(answer).isCompletedWithValue(true);
    }

    @Test
    void whenAllHaveLostItTheAnswerIsFalse() {
        CompletableFuture<Boolean> answer = Answer.FIRST.of(List.of(one, other));
        one.complete(LOST);
        other.complete(LOST);
        assertThat(answer).isCompletedWithValue(false);
    }

    @Test
    void allWaitsForAll() {
        CompletableFuture<Boolean> answer = Answer.ALL.of(List.of(one, other));
        one.complete(Verdict.DELIVERED);
        assertThat(answer).isNotDone();
        other.complete(Verdict.DELIVERED);
        assertThat(answer).isCompletedWithValue(true);
    }

    @Test
    void allIsFalseWhenOneHasLostItAndSaysSoAtTheEnd() {
        CompletableFuture<Boolean> answer = Answer.ALL.of(List.of(one, other));
        one.complete(LOST);
        assertThat(answer).isNotDone();
        other.complete(Verdict.DELIVERED);
        assertThat(answer).isCompletedWithValue(false);
    }

    @Test
    void whatIsKnownBeforeIsKnownAtOnce() {
        one.complete(Verdict.DELIVERED);
        other.complete(LOST);
        assertThat(Answer.FIRST.of(List.of(one, other))).isCompletedWithValue(true);
        assertThat(Answer.ALL.of(List.of(one, other))).isCompletedWithValue(false);
    }
}

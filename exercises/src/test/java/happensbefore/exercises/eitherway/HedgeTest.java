package happensbefore.exercises.eitherway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HedgeTest {
    private int begun;
    private final List<Boolean> answers = new ArrayList<>();
    private final Hedge hedge = new Hedge(() -> begun++, answers::add);

    private void expect(String why, int fallbacks, Boolean... answered) {
        assertThat(begun).as(why + " How often the fallback has begun.").isEqualTo(fallbacks);
        assertThat(answers).as(why + " The answers.").containsExactly(answered);
    }

    @Test
    void aPrimaryThatDeliversNeedsNoFallback() {
        hedge.primary(true);
        expect("Delivered.", 0, true);
        hedge.timeIsOver();
        expect("All is decided.", 0, true);
    }

    @Test
    void aPrimaryThatLosesItBeginsTheFallback() {
        hedge.primary(false);
        expect("Lost by one: the other may deliver.", 1);
        hedge.fallback(true);
        expect("Delivered by the other.", 1, true);
    }

    @Test
    void aPrimaryThatHangsBeginsTheFallback() {
        hedge.timeIsOver();
        expect("No word from the primary.", 1);
        hedge.fallback(true);
        expect("Delivered by the fallback.", 1, true);
        hedge.primary(true);
        expect("Delivered by both: the first answers.", 1, true);
    }

    @Test
    void aSlowPrimaryMayStillDeliver() {
        hedge.timeIsOver();
        hedge.fallback(false);
        expect("Lost by one: the other may deliver.", 1);
        hedge.primary(true);
        expect("Delivered by the primary, late.", 1, true);
    }

    @Test
    void aSlowPrimaryMayDeliverBeforeTheFallback() {
        hedge.timeIsOver();
        hedge.primary(true);
        expect("Delivered by the primary.", 1, true);
        hedge.fallback(false);
        expect("Decided before.", 1, true);
    }

    @Test
    void whatBothLoseIsLost() {
        hedge.primary(false);
        hedge.fallback(false);
        expect("Lost by both.", 1, false);
    }

    @Test
    void theTimerAndTheLossBeginOneFallback() {
        hedge.timeIsOver();
        hedge.primary(false);
        expect("It has begun with the timer.", 1);
        hedge.timeIsOver();
        expect("It has begun with the timer.", 1);
        hedge.fallback(false);
        expect("Lost by both.", 1, false);
    }

    @Test
    void theFirstWordOfABackendCounts() {
        hedge.primary(false);
        hedge.primary(true);
        expect("It was lost by the primary: the other may deliver.", 1);
        hedge.fallback(false);
        hedge.fallback(true);
        expect("Lost by both.", 1, false);
    }

    @Test
    void theFallbackMayAnswerAtOnce() {
        List<Boolean> told = new ArrayList<>();
        List<Hedge> self = new ArrayList<>();
        Hedge nested = new Hedge(() -> self.getFirst().fallback(true), told::add);
        self.add(nested);
        nested.primary(false);
        assertThat(told)
                .as("Delivered by the fallback, within its call. The answers.")
                .containsExactly(true);
    }
}

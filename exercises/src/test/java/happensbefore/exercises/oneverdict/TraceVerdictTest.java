package happensbefore.exercises.oneverdict;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.oneverdict.TraceVerdict.Outcome;
import happensbefore.exercises.oneverdict.TraceVerdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceVerdictTest {
    private static final Outcome<String> NOTHING = new Outcome<>(List.of(), 0, null);

    private final TraceVerdict<String> trace = new TraceVerdict<>();

    private static Outcome<String> kept(String... spans) {
        return new Outcome<>(List.of(spans), 0, null);
    }

    private static Outcome<String> dropped(int spans) {
        return new Outcome<>(List.of(), spans, null);
    }

    @Test
    void aFailedSpanKeepsAllThatWait() {
        assertThat(trace.add("a", false)).as("It waits.").isEqualTo(NOTHING);
        assertThat(trace.add("b", false)).as("It waits, too.").isEqualTo(NOTHING);
        assertThat(trace.add("c", true))
                .as("All that wait, in the order in which they came; and the others are told.")
                .isEqualTo(new Outcome<>(List.of("a", "b", "c"), 0, Verdict.KEPT));
    }

    @Test
    void whatComesAfterItFollows() {
        trace.add("a", true);
        assertThat(trace.add("b", false)).as("It is kept at once.").isEqualTo(kept("b"));
        assertThat(trace.add("c", true))
                .as("It is kept; the others were told before, by the first failed span.")
                .isEqualTo(kept("c"));
        assertThat(trace.expire())
                .as("The verdict stays when the time is over.")
                .isEqualTo(NOTHING);
        assertThat(trace.heard(Verdict.DROPPED))
                .as("The verdict stays when another gateway comes to another one.")
                .isEqualTo(NOTHING);
        assertThat(trace.add("d", false)).as("The verdict stays: kept.").isEqualTo(kept("d"));
    }

    @Test
    void aTraceWithoutAFailureIsDroppedWhenItsTimeIsOver() {
        trace.add("a", false);
        trace.add("b", false);
        assertThat(trace.expire())
                .as("Two spans, and the others are told.")
                .isEqualTo(new Outcome<>(List.of(), 2, Verdict.DROPPED));
        assertThat(trace.expire()).as("It is over already, and was told.").isEqualTo(NOTHING);
        assertThat(trace.add("c", false)).as("It follows at once.").isEqualTo(dropped(1));
        assertThat(trace.add("d", true))
                .as("The verdict stays, also when a failed span comes: the others have dropped theirs.")
                .isEqualTo(dropped(1));
        assertThat(trace.add("e", false)).as("The verdict stays: dropped.").isEqualTo(dropped(1));
    }

    @Test
    void aVerdictThatWasHeardHoldsForAllThatWait() {
        trace.add("a", false);
        assertThat(trace.heard(Verdict.KEPT))
                .as("What waits is kept, and what was heard is not told again.")
                .isEqualTo(kept("a"));
        assertThat(trace.add("b", false)).as("It follows what was heard.").isEqualTo(kept("b"));
        assertThat(trace.expire()).as("The verdict that was heard stays.").isEqualTo(NOTHING);
    }

    @Test
    void oneThatWasHeardMayDropThem() {
        trace.add("a", false);
        assertThat(trace.heard(Verdict.DROPPED))
                .as("What waits is dropped, and what was heard is not told again.")
                .isEqualTo(dropped(1));
        assertThat(trace.heard(Verdict.KEPT))
                .as("The verdict that was heard first stays.")
                .isEqualTo(NOTHING);
        assertThat(trace.add("b", true))
                .as("The verdict that was heard stays, also when a failed span comes.")
                .isEqualTo(dropped(1));
    }

    @Test
    void aTraceOfOneFailedSpanIsKept() {
        assertThat(trace.add("a", true)).isEqualTo(new Outcome<>(List.of("a"), 0, Verdict.KEPT));
    }

    @Test
    void anEmptyTraceMayEnd() {
        assertThat(trace.expire())
                .as("Nothing waits; the verdict is told all the same.")
                .isEqualTo(new Outcome<>(List.of(), 0, Verdict.DROPPED));
    }
}

package happensbefore.workbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.Interleaving.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "last -> 0 | has just read last, which was 0",
                "slots[3] -> null | has just read slots[3], which was null",
                "last = 1 | has just set last to 1",
                "top.get(): Node#1 | has just called top.get(), which returned Node#1",
                "top.compareAndSet(null, Node#1): false"
                        + " | has just called top.compareAndSet(null, Node#1), which returned false",
                "totals.set(Totals#2) | has just called totals.set(Totals#2)",
                "new Node(1, null): Node#1 | has just made a new Node",
                "enters synchronized | has just entered a synchronized block",
                "leaves synchronized | has just left a synchronized block",
                "iteration 3 of a loop | has just begun iteration 3 of a loop",
                "blocked: lock is already acquired | cannot go on (lock is already acquired)",
                "parks | has just done this: parks"
            })
    void whatTheThreadHasJustDoneIsToldInWords(String step, String words) {
        assertThat(places(
                        step(1, 0, "next()", false),
                        step(1, 1, step, true),
                        step(0, 0, "next()", false),
                        step(1, 1, "last = 1", false)))
                .extracting(Finding.Place::message)
                .containsExactly("Thread 2 " + words + "; now Thread 1 runs.");
    }

    @Test
    void aCallThatIsStillUnderWayWasEntered() {
        assertThat(places(
                        step(1, 0, "next(): 1", true), step(0, 0, "next(): 1", false), step(1, 1, "last -> 0", false)))
                .extracting(Finding.Place::message)
                .containsExactly("Thread 2 has just entered next(); now Thread 1 runs.");
    }

    @Test
    void aSwitchBetweenTwoOperationsIsToldOnlyWhereThereIsNoOther() {
        Step inside = step(1, 1, "last -> 0", true);
        Step end = step(0, 1, "last = 1", true);
        Step rest = step(1, 1, "last = 1", true);
        Step after = step(0, 0, "issued(): 1", false);

        assertThat(places(inside, end, rest, after))
                .singleElement()
                .extracting(Finding.Place::message)
                .asString()
                .startsWith("Thread 2 has just read last");
        assertThat(places(end, step(1, 0, "issued(): 1", false))).hasSize(1);
    }

    @Test
    void onlyTheReadersLinesAreNamed() {
        assertThat(places(new Step(0, 1, "x -> 0", null, 0, true), step(1, 0, "next()", false)))
                .isEmpty();
    }

    private static List<Finding.Place> places(Step... steps) {
        return SwitchText.places(new Interleaving(List.of("Thread 1", "Thread 2"), List.of(steps), ""));
    }

    private static Step step(int lane, int depth, String text, boolean switchAfter) {
        return new Step(lane, depth, text, "TicketCounter.java", 11, switchAfter);
    }
}

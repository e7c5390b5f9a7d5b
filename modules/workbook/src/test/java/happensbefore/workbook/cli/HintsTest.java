package happensbefore.workbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Exercise.KeyedHint;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.progress.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HintsTest {
    private static final KeyedHint ANY = hint("", "any");
    private static final KeyedHint PUSH = hint("push", "about push");
    private static final KeyedHint TAKE = hint("take", "about take");
    private static final KeyedHint OTHER_KIND = new KeyedHint(FindingKind.DEADLOCK, "push", "no lock");

    @Test
    void ofTheHintsForAFailureOnlyTheBestIsGiven() {
        Hints hints = after(
                "Two items are gone.\nStackTest.takes\nthread 1: push(1)\nthread 2: take(): null",
                ANY,
                OTHER_KIND,
                PUSH,
                TAKE);

        assertThat(hints.all()).extracting(Hints.Hint::text).containsExactly("about take", "first", "second", "third");
    }

    @Test
    void theHeadlineTellsMoreThanTheTestAndTheTestMoreThanTheRest() {
        assertThat(best("A push was lost.\nStackTest.takes\ntake", TAKE, PUSH)).isEqualTo("about push");
        assertThat(best("No order.\nStackTest.pushes\ntake", TAKE, PUSH)).isEqualTo("about push");
        assertThat(best("No order.\nStackTest.both\ntake\npush", PUSH, TAKE)).isEqualTo("about push");
    }

    @Test
    void aHintWithoutAPatternIsForWhenNoneFits() {
        assertThat(best("No order.\nStackTest.both\npush", ANY, PUSH)).isEqualTo("about push");
        assertThat(best("No order.\nStackTest.both\n", ANY, PUSH)).isEqualTo("any");
        assertThat(best("No order.\nStackTest.both\n", PUSH)).isEqualTo("first");
    }

    private static String best(String text, KeyedHint... keyed) {
        return after(text, keyed).next().orElseThrow().hint().text();
    }

    private static Hints after(String text, KeyedHint... keyed) {
        Entry entry = Entry.NONE.withFailure(new Entry.Failure(Rung.INTERLEAVE, FindingKind.INTERLEAVING, text));
        Exercise exercise = new Exercise(
                "stack",
                List.of(),
                "lock-free",
                "L1",
                "A stack",
                Exercise.Level.EASY,
                Exercise.Kind.FIX,
                "Stack.java",
                new LinkedHashMap<>(Map.of(Rung.INTERLEAVE, Duration.ofSeconds(1))),
                new Exercise.Expected(Rung.INTERLEAVE, FindingKind.INTERLEAVING),
                List.of("first", "second", "third"),
                List.of(keyed),
                List.of());
        return new Hints(exercise, entry);
    }

    private static KeyedHint hint(String matches, String text) {
        return new KeyedHint(FindingKind.INTERLEAVING, matches, text);
    }
}

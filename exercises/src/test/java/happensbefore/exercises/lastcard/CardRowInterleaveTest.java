package happensbefore.exercises.lastcard;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class CardRowInterleaveTest {
    /// A row for a few cards.
    public static class Row {
        private final CardRow row = new CardRow(8);

        public void lay(int card) {
            row.lay(card);
        }

        public int takeBack() {
            return row.takeBack();
        }

        public int takeFront() {
            return row.takeFront();
        }
    }

    @Test
    void theLastCardIsTakenOnce() {
        cards(1).thread(op("takeBack"))
                .thread(op("takeFront"))
                .post("takeFront")
                .check();
    }

    @Test
    void theLastCardButOneIsTakenOnce() {
        cards(2).thread(op("takeBack"))
                .thread(op("takeFront"))
                .thread(op("takeFront"))
                .post("takeFront")
                .check();
    }

    @Test
    void twoPlayersAtTwoCardsBothGetOne() {
        cards(2).thread(op("takeFront"))
                .thread(op("takeFront"))
                .post("takeBack")
                .check();
    }

    @Test
    void aCardThatIsLaidAfterwardsIsThere() {
        cards(1).thread(op("takeBack"), op("lay", 9))
                .thread(op("takeFront"))
                .post("takeFront")
                .check();
    }

    private static Interleavings cards(int count) {
        Interleavings scenario = Interleavings.of(Row.class).invocations(400);
        for (int card = 1; card <= count; card++) {
            scenario.init("lay", card);
        }
        return scenario;
    }
}

package happensbefore.exercises.lastcard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardRowTest {
    private final CardRow row = new CardRow(100);

    @Test
    void theOwnerTakesTheNewestAndAPlayerTheOldest() {
        layAll(1, 4);
        assertThat(row.takeBack()).as("the card at the back").isEqualTo(4);
        assertThat(row.takeFront()).as("the card at the front").isEqualTo(1);
        assertThat(row.takeFront()).as("the next one at the front").isEqualTo(2);
        assertThat(row.takeBack()).as("the last card").isEqualTo(3);
        assertThat(row.takeBack()).as("no card is left for the owner").isEqualTo(-1);
        assertThat(row.takeFront()).as("no card is left for a player").isEqualTo(-1);
    }

    @Test
    void theLastCardIsTakenOnce() {
        layAll(1, 1);
        assertThat(row.takeFront()).as("the only card").isEqualTo(1);
        assertThat(row.takeBack()).as("a player has taken the only card").isEqualTo(-1);
        layAll(2, 2);
        assertThat(row.takeBack()).as("the only card").isEqualTo(2);
        assertThat(row.takeFront()).as("the owner has taken the only card").isEqualTo(-1);
    }

    @Test
    void anEmptyRowIsUsedAgain() {
        for (int card = 0; card < 20; card++) {
            assertThat(row.takeBack()).as("an empty row").isEqualTo(-1);
            row.lay(card);
            int taken = card % 2 == 0 ? row.takeFront() : row.takeBack();
            assertThat(taken).as("A row that was empty is used again.").isEqualTo(card);
        }
    }

    @Test
    void manyCards() {
        layAll(0, 99);
        for (int i = 0; i < 50; i++) {
            assertThat(row.takeFront()).as("from the front").isEqualTo(i);
            assertThat(row.takeBack()).as("from the back").isEqualTo(99 - i);
        }
        assertThat(row.takeBack()).as("all cards are taken").isEqualTo(-1);
    }

    private void layAll(int first, int last) {
        for (int card = first; card <= last; card++) {
            row.lay(card);
        }
    }
}

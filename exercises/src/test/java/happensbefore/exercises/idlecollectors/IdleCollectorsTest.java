package happensbefore.exercises.idlecollectors;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.idlecollectors.IdleCollectors.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleCollectorsTest {
    private final IdleCollectors<String, Integer> collectors = new IdleCollectors<>(2);

    @Test
    void eachKeyHasItsOwnItems() {
        collectors.submit("shop", 1);
        collectors.submit("mail", 2);
        collectors.submit("shop", 3);
        assertThat(collectors.size()).as("Two keys have a queue.").isEqualTo(2);
        assertThat(collectors.take("shop"))
                .as("The shop's items, in their order.")
                .containsExactly(1, 3);
        assertThat(collectors.take("shop")).as("They were taken.").isEmpty();
        assertThat(collectors.take("mail")).as("The mail's item.").containsExactly(2);
        assertThat(collectors.take("bank")).as("Nobody has heard of the bank.").isEmpty();
    }

    @Test
    void keysAreBounded() {
        collectors.submit("shop", 1);
        collectors.submit("mail", 2);
        assertThat(collectors.submit("bank", 3))
                .as("Two keys have a queue, and no more may.")
                .isEqualTo(Answer.NO_ROOM);
        assertThat(collectors.refused())
                .as("The bank's item was refused: that is counted.")
                .isEqualTo(1);
        assertThat(collectors.submit("shop", 4)).as("The shop has a queue.").isEqualTo(Answer.ACCEPTED);
        assertThat(collectors.size()).isEqualTo(2);
    }

    @Test
    void aQueueThatHoldsNothingIsRetiredAndItsPlaceIsFree() {
        for (int round = 0; round < 3; round++) {
            collectors.submit("shop", 1);
            collectors.submit("mail", 2);
            assertThat(collectors.retire("shop")).as("It holds an item.").isFalse();
            assertThat(collectors.retire("bank")).as("It has no queue.").isFalse();
            collectors.take("mail");
            assertThat(collectors.retire("mail"))
                    .as("The mail's queue holds nothing.")
                    .isTrue();
            assertThat(collectors.retire("mail"))
                    .as("It has no queue any more.")
                    .isFalse();
            assertThat(collectors.size()).as("The shop's queue is left.").isEqualTo(1);
            assertThat(collectors.submit("bank", 3))
                    .as("The place of the mail's queue is free.")
                    .isEqualTo(Answer.ACCEPTED);
            assertThat(collectors.take("bank")).containsExactly(3);
            assertThat(collectors.take("shop"))
                    .as("Nobody touched the shop's item.")
                    .containsExactly(1);
            assertThat(collectors.retire("bank")).as("It holds nothing.").isTrue();
            assertThat(collectors.retire("shop")).as("It holds nothing.").isTrue();
        }
        assertThat(collectors.refused()).isZero();
    }

    @Test
    void aKeyThatWasRetiredBeginsAgain() {
        collectors.submit("shop", 1);
        collectors.take("shop");
        assertThat(collectors.retire("shop")).as("It holds nothing.").isTrue();
        assertThat(collectors.submit("shop", 2))
                .as("It has something to do again.")
                .isEqualTo(Answer.ACCEPTED);
        assertThat(collectors.take("shop")).as("The item of its second queue.").containsExactly(2);
    }

    @Test
    void theRestIsHandedOverAndNothingComesAfterIt() {
        collectors.submit("shop", 1);
        collectors.submit("shop", 2);
        collectors.submit("mail", 3);
        collectors.take("mail");
        assertThat(collectors.close()).as("What was queued, by key.").isEqualTo(Map.of("shop", List.of(1, 2)));
        for (String key : List.of("shop", "mail", "bank")) {
            assertThat(collectors.submit(key, 4)).as("It is closed.").isEqualTo(Answer.CLOSED);
        }
        assertThat(collectors.refused()).as("Three items came too late.").isEqualTo(3);
        assertThat(collectors.size()).as("No queue is left.").isZero();
        assertThat(collectors.retire("shop")).as("Nothing is left to retire.").isFalse();
        assertThat(collectors.take("shop")).as("The rest was handed over.").isEmpty();
        assertThat(collectors.close()).as("It was handed over once.").isEmpty();
    }
}

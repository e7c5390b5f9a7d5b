package happensbefore.exercises.stacktakeall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeAllStackTest {
    private final TakeAllStack<String> stack = new TakeAllStack<>();

    @Test
    void itemsComeOutOldestFirst() {
        stack.push("first");
        stack.push("second");
        stack.push("third");
        assertThat(stack.takeAll())
                .as("The items come out in the order they were pushed, oldest first.")
                .containsExactly("first", "second", "third");
    }

    @Test
    void anEmptyStackGivesAnEmptyList() {
        assertThat(stack.takeAll()).as("Nothing was pushed.").isEmpty();
    }

    @Test
    void whatWasTakenIsGone() {
        stack.push("first");
        stack.takeAll();
        assertThat(stack.takeAll())
                .as("The item was taken by the first `takeAll`, so the second one finds nothing.")
                .isEmpty();
        stack.push("second");
        assertThat(stack.takeAll())
                .as("The stack goes on working after it was emptied.")
                .containsExactly("second");
    }

    @Test
    void theListBelongsToTheCaller() {
        stack.push("first");
        List<String> taken = stack.takeAll();
        stack.push("second");
        assertThat(taken)
                .as("A list that was handed out does not change when more is pushed.")
                .containsExactly("first");
    }

    @Test
    @SuppressWarnings("NullAway") // refusing null is what is tested
    void nullIsRefused() {
        assertThatThrownBy(() -> new TakeAllStack<>().push(null))
                .as("`push(null)` throws a NullPointerException.")
                .isInstanceOf(NullPointerException.class);
        assertThat(stack.takeAll()).as("A refused item leaves nothing behind.").isEmpty();
    }

    @Test
    void tenThousandItemsAreNoTrouble() {
        TakeAllStack<Integer> many = new TakeAllStack<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.push(i);
            expected.add(i);
        }
        assertThat(many.takeAll())
                .as("Ten thousand items come out complete and in order.")
                .isEqualTo(expected);
    }
}

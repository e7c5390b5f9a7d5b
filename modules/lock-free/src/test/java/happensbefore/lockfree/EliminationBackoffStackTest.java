package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EliminationBackoffStackTest {
    private final EliminationBackoffStack<String> stack = new EliminationBackoffStack<>();

    @Test
    void givesBackTheLastItemFirst() {
        stack.push("a");
        stack.push("b");
        assertThat(stack.peek()).isEqualTo("b");
        assertThat(stack.pop()).isEqualTo("b");
        assertThat(stack.pop()).isEqualTo("a");
        assertThat(stack.pop()).isNull();
        assertThat(stack.peek()).isNull();
        assertThat(stack.isEmpty()).isTrue();
    }

    @Test
    void refusesNoSlotsAndNegativeSpins() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EliminationBackoffStack<>(0, 1, RetryListener.NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new EliminationBackoffStack<>(1, -1, RetryListener.NONE));
    }

    @Test
    void losesAndDoublesNothingAmongManyThreads() throws Exception {
        EliminationBackoffStack<Integer> shared = new EliminationBackoffStack<>();
        StackChurn.assertNothingLostOrDoubled(
                item -> {
                    shared.push(item);
                    return true;
                },
                shared::pop);
    }
}

package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StampedFreeListStackTest {
    private final StampedFreeListStack<String> stack = new StampedFreeListStack<>(2);

    @Test
    void givesBackTheLastItemFirst() {
        assertThat(stack.push("a")).isTrue();
        assertThat(stack.push("b")).isTrue();
        assertThat(stack.pop()).isEqualTo("b");
        assertThat(stack.pop()).isEqualTo("a");
        assertThat(stack.pop()).isNull();
    }

    @Test
    void refusesWhatDoesNotFitAndReusesItsNodes() {
        for (int i = 0; i < 100; i++) {
            assertThat(stack.push("a")).isTrue();
            assertThat(stack.push("b")).isTrue();
            assertThat(stack.push("c")).isFalse();
            assertThat(stack.pop()).isEqualTo("b");
            assertThat(stack.pop()).isEqualTo("a");
        }
    }

    @Test
    void refusesACapacityOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StampedFreeListStack<>(0));
    }

    @Test
    void losesAndDoublesNothingAmongManyThreads() throws Exception {
        StampedFreeListStack<Integer> shared = new StampedFreeListStack<>(4 * 20_000);
        StackChurn.assertNothingLostOrDoubled(shared::push, shared::pop);
    }
}

package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TreiberStackTest {
    private final TreiberStack<String> stack = new TreiberStack<>();

    @Test
    void givesBackTheLastItemFirst() {
        stack.push("a");
        stack.push("b");
        assertThat(stack.peek()).isEqualTo("b");
        assertThat(stack.pop()).isEqualTo("b");
        assertThat(stack.pop()).isEqualTo("a");
        assertThat(stack.pop()).isNull();
    }

    @Test
    void isEmptyUntilSomethingIsPushedAndAfterAllIsPopped() {
        assertThat(stack.isEmpty()).isTrue();
        assertThat(stack.peek()).isNull();
        stack.push("a");
        assertThat(stack.isEmpty()).isFalse();
        assertThat(stack.pop()).isEqualTo("a");
        assertThat(stack.isEmpty()).isTrue();
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> stack.push(nullItem()));
    }

    @Test
    void reportsNoRetryWhenNobodyElseIsThere() {
        AtomicInteger retries = new AtomicInteger();
        TreiberStack<String> counted = new TreiberStack<>(new RetryListener() {
            @Override
            public void insertRetried() {
                retries.incrementAndGet();
            }

            @Override
            public void removeRetried() {
                retries.incrementAndGet();
            }
        });
        counted.push("a");
        counted.pop();
        counted.pop();
        assertThat(retries).hasValue(0);
    }

    @Test
    void losesAndDoublesNothingAmongManyThreads() throws Exception {
        TreiberStack<Integer> shared = new TreiberStack<>();
        StackChurn.assertNothingLostOrDoubled(
                item -> {
                    shared.push(item);
                    return true;
                },
                shared::pop);
    }

    @SuppressWarnings("NullAway") // the point of the test
    private static String nullItem() {
        return null;
    }
}

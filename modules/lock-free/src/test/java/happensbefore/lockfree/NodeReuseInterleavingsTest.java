package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Reused nodes: what ABA does to a stack, and what stamps do about it.
/// It takes three threads: with one only to disturb, two last-in-first-out lists always restore what stood below.
class NodeReuseInterleavingsTest {
    /// Schedules to try: the broken stack is found among the first 400.
    private static final int ENOUGH = 1_200;

    public static class Broken {
        private final BrokenFreeListStack<Integer> stack = new BrokenFreeListStack<>(3);

        public boolean push(int item) {
            return stack.push(item);
        }

        public @Nullable Integer pop() {
            return stack.pop();
        }
    }

    public static class Stamped {
        private final StampedFreeListStack<Integer> stack = new StampedFreeListStack<>(3);

        public boolean push(int item) {
            return stack.push(item);
        }

        public @Nullable Integer pop() {
            return stack.pop();
        }
    }

    @Test
    void aNodeReusedDuringAPopLosesItems() {
        assertThat(reuse(Broken.class).findsBug()).hasMessageContaining("pop()");
    }

    @Test
    void stampsMakeReuseSafe() {
        reuse(Stamped.class).check();
    }

    /// One thread stands inside `pop`; a second has the popped node in its hand; a third brings it back on top.
    private static Interleavings reuse(Class<?> subject) {
        return Interleavings.of(subject)
                .init("push", 1)
                .init("push", 2)
                .init("push", 3)
                .thread(op("pop"))
                .thread(op("pop"))
                .thread(op("pop"), op("push", 4))
                .post("pop")
                .post("pop")
                .invocations(ENOUGH);
    }
}

package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The stack, and two that differ from it in one step, under every interleaving of small scenarios.
class StackInterleavingsTest {
    private record Node(int item, @Nullable Node next) {}

    /// Reads `top` and writes it back in two steps: two pops take the same item.
    public static class BrokenPopStack {
        private final AtomicReference<@Nullable Node> top = new AtomicReference<>();

        public void push(int item) {
            top.updateAndGet(seen -> new Node(item, seen));
        }

        public @Nullable Integer pop() {
            Node seen = top.get();
            if (seen == null) {
                return null;
            }
            top.set(seen.next);
            return seen.item;
        }
    }

    /// Pushes by one CAS and does not look whether it succeeded: an item is lost.
    public static class BrokenPushStack {
        private final AtomicReference<@Nullable Node> top = new AtomicReference<>();

        public void push(int item) {
            Node seen = top.get();
            top.compareAndSet(seen, new Node(item, seen));
        }

        public @Nullable Integer pop() {
            Node seen = top.getAndUpdate(node -> node == null ? null : node.next);
            return seen == null ? null : seen.item;
        }
    }

    @Test
    void pushesAndPopsOfTreiberStackAreLinearizable() {
        pops(TreiberStack.class).check();
        pushes(TreiberStack.class).check();
        mixed(TreiberStack.class).check();
    }

    @Test
    void pushesAndPopsOfEliminationBackoffStackAreLinearizable() {
        pops(OneSlotEliminationStack.class).check();
        pushes(OneSlotEliminationStack.class).check();
        mixed(OneSlotEliminationStack.class).check();
        aPushAndAPopLoseToAThird(OneSlotEliminationStack.class).check();
    }

    @Test
    void aNonAtomicPopIsFound() {
        assertThat(pops(BrokenPopStack.class).findsBug()).hasMessageContaining("pop()");
    }

    @Test
    void aPushWithoutRetryIsFound() {
        assertThat(pushes(BrokenPushStack.class).findsBug()).hasMessageContaining("push(");
    }

    /// One slot and one spin, so that threads meet there in few steps.
    public static class OneSlotEliminationStack {
        private final EliminationBackoffStack<Integer> stack = new EliminationBackoffStack<>(1, 1, RetryListener.NONE);

        public void push(int item) {
            stack.push(item);
        }

        public @Nullable Integer pop() {
            return stack.pop();
        }
    }

    private static Interleavings pops(Class<?> subject) {
        return Interleavings.of(subject)
                .init("push", 1)
                .init("push", 2)
                .thread(op("pop"))
                .thread(op("pop"))
                .post("pop");
    }

    private static Interleavings pushes(Class<?> subject) {
        return Interleavings.of(subject)
                .thread(op("push", 1))
                .thread(op("push", 2))
                .post("pop")
                .post("pop");
    }

    private static Interleavings mixed(Class<?> subject) {
        return Interleavings.of(subject)
                .init("push", 1)
                .thread(op("push", 2), op("pop"))
                .thread(op("pop"), op("push", 3))
                .post("pop")
                .post("pop")
                .invocations(1_000);
    }

    /// The way into the slot: whoever comes third makes a push and a pop fail at once, and these two can meet.
    private static Interleavings aPushAndAPopLoseToAThird(Class<?> subject) {
        return Interleavings.of(subject)
                .init("push", 1)
                .thread(op("push", 2))
                .thread(op("pop"))
                .thread(op("push", 3))
                .post("pop")
                .post("pop")
                .post("pop");
    }
}

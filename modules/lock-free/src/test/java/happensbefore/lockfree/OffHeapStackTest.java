package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import happensbefore.lockfree.EpochReclaimer.Guard;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffHeapStackTest {
    private static final int CAPACITY = 1000;

    private final OffHeapStack stack = new OffHeapStack(CAPACITY);

    @AfterEach
    void giveBack() {
        stack.close();
    }

    @Test
    void givesBackTheLastValueFirst() {
        assertThat(stack.isEmpty()).isTrue();
        assertThat(stack.push(1)).isTrue();
        assertThat(stack.push(2)).isTrue();
        assertThat(stack.isEmpty()).isFalse();
        assertThat(stack.pop()).hasValue(2);
        assertThat(stack.pop()).hasValue(1);
        assertThat(stack.pop()).isEmpty();
    }

    @Test
    void refusesWhenEveryNodeHoldsAnItem() {
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(stack.push(i)).isTrue();
        }
        assertThat(stack.push(-1)).isFalse();
        assertThat(stack.refusedFull()).isEqualTo(1);
        assertThat(stack.refusedByBacklog()).isZero();
        for (int i = CAPACITY - 1; i >= 0; i--) {
            assertThat(stack.pop()).hasValue(i);
        }
        assertThat(stack.push(1)).isTrue();
    }

    @Test
    void memoryComesBackUnderChurn() {
        for (int i = 0; i < 100 * CAPACITY; i++) {
            assertThat(stack.push(i)).isTrue();
            assertThat(stack.pop()).hasValue(i);
        }
        assertThat(stack.usedBytes())
                .as("nodes are reused long before all are used")
                .isLessThan(CAPACITY * 16 / 4);
    }

    @Test
    void losesDoublesAndReadsNothingFreedAmongManyThreads() throws Exception {
        try (OffHeapStack shared = new OffHeapStack(4 * 20_000)) {
            StackChurn.assertNothingLostOrDoubled(shared::push, () -> boxed(shared.pop()));
            shared.reclaimer().reclaim();
            assertThat(shared.reclaimer().backlog()).isZero();
            assertThat(shared.usedBytes()).isLessThanOrEqualTo(4 * 20_000 * 16);
        }
    }

    @Test
    void keepsItsBoundWhenManyThreadsFightForFewNodes() throws Exception {
        try (OffHeapStack small = new OffHeapStack(4 * 20_000 / 2)) {
            StackChurn.assertNothingLostOrDoubled(small::push, () -> boxed(small.pop()));
            assertThat(small.usedBytes()).isLessThanOrEqualTo(4 * 20_000 / 2 * 16);
        }
    }

    @Test
    void aThreadThatStallsInsideAnEpochCostsAtMostTheCapacityAndIsNamed() throws Exception {
        CountDownLatch wakeUp = new CountDownLatch(1);
        Thread sleeper = Thread.ofPlatform().name("sleeper").start(() -> {
            try (Guard _ = stack.reclaimer().pin()) {
                wakeUp.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            await().until(() -> stack.reclaimer().pinned() == 1);
            stack.push(42);
            int pushed = 0;
            while (stack.push(pushed)) {
                assertThat(stack.pop()).hasValue(pushed);
                pushed++;
            }
            assertThat(pushed).isEqualTo(CAPACITY - 1);
            assertThat(stack.usedBytes()).isEqualTo(CAPACITY * 16);
            assertThat(stack.reclaimer().backlog()).isEqualTo(CAPACITY - 1);
            assertThat(stack.refusedByBacklog()).isEqualTo(1);
            assertThat(stack.refusedFull()).isZero();
            assertThat(stack.reclaimer().stall())
                    .hasValueSatisfying(stall -> assertThat(stall.thread()).isSameAs(sleeper));
        } finally {
            wakeUp.countDown();
            sleeper.join();
        }
        assertThat(stack.push(43))
                .as("once it has moved on, its nodes come back")
                .isTrue();
        assertThat(stack.pop()).hasValue(43);
        assertThat(stack.pop()).as("what was there before is not lost").hasValue(42);
        assertThat(stack.reclaimer().stall()).isEmpty();
    }

    @Test
    void answersNothingFromMemoryGivenBack() {
        OffHeapStack closed = new OffHeapStack(1);
        closed.push(1);
        closed.close();
        assertThatIllegalStateException().isThrownBy(closed::pop);
    }

    @Test
    void refusesACapacityOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OffHeapStack(0));
    }

    private static @Nullable Integer boxed(OptionalLong value) {
        return value.isPresent() ? (int) value.getAsLong() : null;
    }
}

package happensbefore.workstealing;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every order of a few pushes and steals gives what some sequential order gives; and two injectors that are broken.
class InjectorInterleavingsTest {
    private static final int ENOUGH = 400;

    /// Segments of two slots. A thief that lost tries again.
    public static class Tasks {
        private final Injector<Integer> injector = new Injector<>(2);

        public boolean push(int item) {
            return injector.push(item);
        }

        public void close() {
            injector.close();
        }

        public boolean isEmpty() {
            return injector.isEmpty();
        }

        public @Nullable Integer steal() {
            Steal<Integer> steal = injector.steal();
            while (steal instanceof Steal.Lost) {
                steal = injector.steal();
            }
            return steal instanceof Steal.Stolen<Integer>(Integer item) ? item : null;
        }
    }

    /// Batches of two: never less, as long as four items are there.
    public static class Batches {
        private final Injector<Integer> injector = new Injector<>(8);

        public void push(int item) {
            injector.push(item);
        }

        /// What was stolen, in the order in which it is run.
        public List<Integer> batch() {
            ChaseLevDeque<Integer> local = new ChaseLevDeque<>(2);
            Steal<Integer> steal = injector.stealBatchInto(local, 2);
            while (steal instanceof Steal.Lost) {
                steal = injector.stealBatchInto(local, 2);
            }
            List<Integer> items = new ArrayList<>();
            if (steal instanceof Steal.Stolen<Integer>(Integer first)) {
                items.add(first);
                items.addAll(ChaseLevDequeTest.popped(local));
            }
            return items;
        }
    }

    /// One long segment, as the right one but for a step.
    public abstract static class BrokenTasks {
        final AtomicReferenceArray<@Nullable Integer> slots = new AtomicReferenceArray<>(8);
        final AtomicInteger claimed = new AtomicInteger();
        final AtomicInteger taken = new AtomicInteger();

        public void push(int item) {
            slots.set(claimed.getAndIncrement(), item);
        }

        abstract boolean take(int from, int end);

        public List<Integer> batch() {
            while (true) {
                int from = taken.get();
                int end = Math.min(from + 2, claimed.get());
                if (from >= end) {
                    return List.of();
                }
                List<Integer> items = new ArrayList<>();
                for (int slot = from; slot < end; slot++) {
                    Integer item = slots.get(slot);
                    if (item != null) {
                        items.add(item);
                    }
                }
                if (items.size() == end - from && take(from, end)) {
                    return items;
                }
            }
        }
    }

    /// Moves on without a CAS: two thieves take the same batch.
    public static class BrokenUnclaimedBatch extends BrokenTasks {
        @Override
        boolean take(int from, int end) {
            taken.set(end);
            return true;
        }
    }

    /// Claims the first item and takes two.
    public static class BrokenShortClaim extends BrokenTasks {
        @Override
        boolean take(int from, int end) {
            return taken.compareAndSet(from, from + 1);
        }
    }

    @Test
    void pushesAndStealsAreLinearizableAcrossSegments() {
        Interleavings.of(Tasks.class)
                .init("push", 1)
                .thread(op("push", 2), op("push", 3))
                .thread(op("steal"), op("steal"))
                .post("steal")
                .post("steal")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void itIsEmptyOnlyWhenItIs() {
        Interleavings.of(Tasks.class)
                .init("push", 1)
                .init("steal")
                .thread(op("push", 2), op("steal"))
                .thread(op("push", 3), op("steal"))
                .invocations(ENOUGH)
                .check();
    }

    /// Each looks after its own push, and at most one item goes: there is always one.
    @ParameterizedTest
    @ValueSource(strings = {"steal", "isEmpty"})
    void itIsNotEmptyWhileOneComesBeforeTheOtherGoes(String look) {
        Interleavings.of(Tasks.class)
                .thread(op("push", 2), op("steal"))
                .thread(op("push", 3), op(look))
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void twoPushersAndAThiefShareASegmentsEnd() {
        Interleavings.of(Tasks.class)
                .init("push", 1)
                .thread(op("push", 2))
                .thread(op("push", 3))
                .thread(op("steal"), op("steal"))
                .post("steal")
                .post("steal")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void aPusherThatComesLateToASegmentThatIsUsedUpLosesNothing() {
        Interleavings.of(Tasks.class)
                .init("push", 1)
                .thread(op("push", 2))
                .thread(op("push", 3), op("push", 4), op("steal"), op("steal"), op("steal"))
                .post("steal")
                .post("steal")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void aThiefThatComesLateToASegmentThatIsUsedUpMissesNothing() {
        Interleavings.of(Tasks.class)
                .init("push", 1)
                .init("push", 2)
                .init("push", 3)
                .thread(op("steal"))
                .thread(op("steal"), op("steal"), op("push", 4))
                .post("steal")
                .post("steal")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void anItemIsInOrRefusedWhenItIsClosedMeanwhile() {
        Interleavings.of(Tasks.class)
                .init("push", 1)
                .thread(op("push", 2), op("push", 3))
                .thread(op("close"), op("push", 4))
                .post("steal")
                .post("steal")
                .post("steal")
                .post("steal")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void nobodyGetsBehindTheSegmentThatIsClosed() {
        Interleavings.of(Tasks.class)
                .init("push", 1)
                .init("push", 2)
                .thread(op("push", 3))
                .thread(op("close"))
                .thread(op("push", 4))
                .post("push", 5)
                .post("steal")
                .post("steal")
                .post("steal")
                .post("steal")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void batchesNeverShareAnItem() {
        batches(Batches.class).check();
    }

    @Test
    void findsTheBatchThatIsTakenTwice() {
        assertThat(batches(BrokenUnclaimedBatch.class).findsBug()).hasMessageContaining("batch");
    }

    @Test
    void findsTheBatchThatClaimsLessThanItTakes() {
        assertThat(batches(BrokenShortClaim.class).specifiedBy(Batches.class).findsBug())
                .hasMessageContaining("batch");
    }

    private static Interleavings batches(Class<?> tasks) {
        Interleavings scenario = Interleavings.of(tasks);
        for (int item = 1; item <= 6; item++) {
            scenario.init("push", item);
        }
        return scenario.thread(op("batch"))
                .thread(op("push", 7), op("batch"))
                .post("batch")
                .invocations(ENOUGH);
    }
}

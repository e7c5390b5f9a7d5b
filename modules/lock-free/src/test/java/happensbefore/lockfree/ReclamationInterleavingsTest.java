package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.lockfree.EpochReclaimer.Guard;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Off-heap nodes that are popped and reclaimed while another thread pops.
class ReclamationInterleavingsTest {
    /// Schedules to try: a pop without a guard is found among the first 100.
    private static final int ENOUGH = 250;

    /// A stack of two nodes that holds 1 and 2, and what its threads took from it.
    private abstract static class Subject {
        private final List<Long> first = new ArrayList<>();
        private final List<Long> second = new ArrayList<>();

        abstract OptionalLong pop();

        abstract boolean push(long value);

        abstract void reclaim();

        void takeOne() {
            pop().ifPresent(first::add);
        }

        /// Empties the stack, has the nodes freed if that may be, and puts one to a new use.
        void churn() {
            for (int i = 0; i < 2; i++) {
                pop().ifPresent(second::add);
            }
            reclaim();
            if (push(3)) {
                second.add(-3L);
            }
        }

        void expectNothingLostOrDoubled() {
            List<Long> all = new ArrayList<>(List.of(1L, 2L));
            if (second.remove(-3L)) {
                all.add(3L);
            }
            List<Long> popped = new ArrayList<>(first);
            popped.addAll(second);
            for (OptionalLong left = pop(); left.isPresent(); left = pop()) {
                popped.add(left.getAsLong());
            }
            Collections.sort(popped);
            Expect.equal(all, popped, "items that came out");
        }
    }

    private static final class Right extends Subject {
        private final OffHeapStack stack = new OffHeapStack(2);

        Right() {
            for (long value = 1; value <= 2; value++) {
                stack.push(value);
            }
        }

        @Override
        OptionalLong pop() {
            return stack.pop();
        }

        @Override
        boolean push(long value) {
            return stack.push(value);
        }

        @Override
        void reclaim() {
            stack.reclaimer().reclaim();
        }
    }

    /// The same stack in its parts, for a variant to get wrong.
    private abstract static class Parts extends Subject {
        final OffHeapNodes nodes = new OffHeapNodes(2);
        final EpochReclaimer reclaimer = new EpochReclaimer(2, nodes::free);
        final AtomicInteger top = new AtomicInteger(OffHeapNodes.NONE);

        Parts() {
            for (long value = 1; value <= 2; value++) {
                push(value);
            }
        }

        @Override
        final boolean push(long value) {
            int node;
            try (Guard _ = reclaimer.pin()) {
                node = nodes.take();
            }
            if (node == OffHeapNodes.NONE) {
                return false;
            }
            nodes.set(node, value);
            int seen;
            do {
                seen = top.get();
                nodes.link(node, seen);
            } while (!top.compareAndSet(seen, node));
            return true;
        }

        @Override
        final void reclaim() {
            reclaimer.reclaim();
        }

        final void retire(int node) {
            try (Guard guard = reclaimer.pin()) {
                guard.retire(node);
            }
        }
    }

    /// Follows a link without a guard: the node may have been freed, or be in its next life.
    private static final class UnpinnedPop extends Parts {
        @Override
        OptionalLong pop() {
            for (; ; ) {
                int seen = top.get();
                if (seen == OffHeapNodes.NONE) {
                    return OptionalLong.empty();
                }
                if (top.compareAndSet(seen, nodes.next(seen))) {
                    long value = nodes.value(seen);
                    retire(seen);
                    return OptionalLong.of(value);
                }
            }
        }
    }

    @Test
    void aGuardKeepsWhatAPopHolds() {
        scenario(Right::new).check();
    }

    @Test
    void aPopWithoutAGuardIsFound() {
        assertThat(scenario(UnpinnedPop::new).findsBug()).hasMessageContaining("was read after it was freed");
    }

    private static <S extends Subject> Schedules<S> scenario(Supplier<S> subject) {
        return Interleavings.on(subject)
                .thread("takes one", Subject::takeOne)
                .thread("churns", Subject::churn)
                .invocations(ENOUGH)
                .then(Subject::expectNothingLostOrDoubled);
    }
}

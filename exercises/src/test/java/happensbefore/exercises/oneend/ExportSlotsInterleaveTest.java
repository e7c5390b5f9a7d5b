package happensbefore.exercises.oneend;

import happensbefore.exercises.oneend.ExportSlots.Counts;
import happensbefore.exercises.oneend.ExportSlots.Export;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class ExportSlotsInterleaveTest {
    private static final int ENOUGH = 100;

    private static final class Shared {
        final ExportSlots slots = new ExportSlots(1);
        final Export export;
        volatile boolean first;
        volatile boolean second;

        Shared() {
            export = Objects.requireNonNull(slots.begin(1));
        }

        void look() {
            Counts counts = slots.counts();
            Expect.equal(
                    counts.begun(),
                    counts.inFlight() + counts.delivered() + counts.failed() + counts.timedOut(),
                    "begun, and the sum of all places, in " + counts);
        }

        void expectOneEnd() {
            Expect.that(first != second, "Both were told that they were the first, or neither was");
            Expect.equal(1, slots.counts().free(), "free slots, of one");
            Expect.equal(0L, slots.counts().inFlight(), "items in flight");
            look();
        }
    }

    @Test
    void theAnswerAndTheTimerMakeOneEnd() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("answer", shared -> shared.first = shared.export.delivered())
                .thread("timer", shared -> shared.second = shared.export.timedOut())
                .then(Shared::expectOneEnd)
                .check();
    }

    @Test
    void aRefusalAndTheTimerMakeOneEnd() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("refusal", shared -> shared.first = shared.export.failed())
                .thread("timer", shared -> shared.second = shared.export.timedOut())
                .then(Shared::expectOneEnd)
                .check();
    }

    @Test
    void theCountsAreWholeWhileAnExportEnds() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("answer", shared -> shared.first = shared.export.delivered())
                .thread("looks", Shared::look)
                .check();
    }

    /// One slot that is free, and two that want it.
    private static final class Rivals {
        final ExportSlots slots = new ExportSlots(1);
        volatile @Nullable Export one;
        volatile @Nullable Export other;
    }

    @Test
    void theLastSlotIsGivenOnce() {
        Interleavings.on(Rivals::new)
                .invocations(ENOUGH)
                .thread("one", rivals -> rivals.one = rivals.slots.begin(1))
                .thread("other", rivals -> rivals.other = rivals.slots.begin(1))
                .then(rivals -> Expect.that(
                        (rivals.one == null) != (rivals.other == null), "Two have the only slot, or nobody has it"))
                .check();
    }
}

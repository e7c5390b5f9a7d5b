package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A giver and a taker at one slot: both know of the same outcome, in every order; and the bugs that this avoids
/// are found.
class EliminationInterleavingsTest {
    /// Schedules to try: each broken variant falls within these.
    private static final int ENOUGH = 200;

    private static final String ITEM = "item";

    /// One slot, and what its two threads know.
    private abstract static class Subject {
        private boolean given;
        private @Nullable String taken;

        abstract boolean give(String item);

        abstract @Nullable String take();

        final void gives() {
            given = give(ITEM);
        }

        final void takes() {
            taken = take();
        }

        final void expectThatBothKnow() {
            Expect.equal(given, taken != null, "given, and taken");
        }
    }

    private static final class Right extends Subject {
        private final EliminationArray<String> array = new EliminationArray<>(1, 1);

        @Override
        boolean give(String item) {
            return array.give(item);
        }

        @Override
        @Nullable
        String take() {
            return array.take();
        }
    }

    /// The same slot in its steps, for a variant to get wrong.
    private abstract static class Steps extends Subject {
        final AtomicReference<@Nullable String> slot = new AtomicReference<>();

        @Override
        boolean give(String item) {
            slot.set(item);
            return !slot.compareAndSet(item, null);
        }

        @Override
        @Nullable
        String take() {
            String shown = slot.get();
            return shown != null && slot.compareAndSet(shown, null) ? shown : null;
        }
    }

    /// Looks whether the item is still there, and takes it back in a second step.
    private static final class TakesBackInTwoSteps extends Steps {
        @Override
        boolean give(String item) {
            slot.set(item);
            if (slot.get() == null) {
                return true;
            }
            slot.set(null);
            return false;
        }
    }

    /// Empties the slot in a second step: by then its owner may have taken the item back.
    private static final class TakesInTwoSteps extends Steps {
        @Override
        @Nullable
        String take() {
            String shown = slot.get();
            slot.set(null);
            return shown;
        }
    }

    @Test
    void giverAndTakerKnowOfTheSame() {
        scenario(Right::new).check();
    }

    @Test
    void anItemTakenBackInTwoStepsIsFound() {
        assertThat(scenario(TakesBackInTwoSteps::new).findsBug()).hasMessageContaining("given, and taken");
    }

    @Test
    void anItemTakenInTwoStepsIsFound() {
        assertThat(scenario(TakesInTwoSteps::new).findsBug()).hasMessageContaining("given, and taken");
    }

    private static <S extends Subject> Schedules<S> scenario(Supplier<S> subject) {
        return Interleavings.on(subject)
                .thread("gives", Subject::gives)
                .thread("takes", Subject::takes)
                .invocations(ENOUGH)
                .then(Subject::expectThatBothKnow);
    }
}

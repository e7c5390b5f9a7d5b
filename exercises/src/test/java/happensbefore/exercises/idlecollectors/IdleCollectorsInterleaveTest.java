package happensbefore.exercises.idlecollectors;

import happensbefore.exercises.idlecollectors.IdleCollectors.Answer;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class IdleCollectorsInterleaveTest {
    private static final int ENOUGH = 15;
    private static final int MANY = 120;

    private static final class Shared {
        final IdleCollectors<String, Integer> collectors;
        volatile @Nullable Answer one;
        volatile @Nullable Answer other;
        volatile @Nullable Map<String, List<Integer>> closed;

        Shared(int maxKeys) {
            collectors = new IdleCollectors<>(maxKeys);
        }

        /// With a queue for the shop that holds nothing.
        static Shared idle() {
            Shared shared = new Shared(1);
            shared.collectors.submit("shop", 0);
            shared.collectors.take("shop");
            return shared;
        }

        void expectRest(int items) {
            List<Integer> rest = closed == null ? null : closed.get("shop");
            Expect.equal(items, rest == null ? 0 : rest.size(), "accepted, and handed over by the close");
        }

        void expectQueued(int items) {
            Expect.equal(items, collectors.take("shop").size(), "accepted, and handed over");
        }
    }

    @Test
    void twoFirstItemsComeIntoOneQueue() {
        Interleavings.on(() -> new Shared(1))
                .invocations(ENOUGH)
                .thread("one", shared -> shared.collectors.submit("shop", 1))
                .thread("other", shared -> shared.collectors.submit("shop", 2))
                .then(shared -> shared.expectQueued(2))
                .check();
    }

    @Test
    void anItemThatMeetsTheRetirementIsNotLost() {
        Interleavings.on(Shared::idle)
                .invocations(MANY)
                .thread("service", shared -> shared.one = shared.collectors.submit("shop", 1))
                .thread("janitor", shared -> shared.collectors.retire("shop"))
                .then(shared -> {
                    Expect.equal(Answer.ACCEPTED, shared.one, "the item that met the retirement");
                    shared.expectQueued(1);
                })
                .check();
    }

    @Test
    void anItemThatMeetsTheCloseIsHandedOverOrRefused() {
        Interleavings.on(() -> new Shared(1))
                .invocations(ENOUGH)
                .thread("service", shared -> shared.one = shared.collectors.submit("shop", 1))
                .thread("owner", shared -> shared.closed = shared.collectors.close())
                .then(shared -> {
                    boolean accepted = shared.one == Answer.ACCEPTED;
                    shared.expectRest(accepted ? 1 : 0);
                    Expect.equal(accepted ? 0L : 1L, shared.collectors.refused(), "items refused");
                })
                .check();
    }

    @Test
    void theLastPlaceIsGivenOnce() {
        Interleavings.on(() -> new Shared(1))
                .invocations(ENOUGH)
                .thread("one", shared -> shared.one = shared.collectors.submit("shop", 1))
                .thread("other", shared -> shared.other = shared.collectors.submit("mail", 2))
                .then(shared -> {
                    Expect.that(
                            shared.one == Answer.NO_ROOM ^ shared.other == Answer.NO_ROOM,
                            "one place, and the answers " + shared.one + " and " + shared.other);
                    Expect.equal(1, shared.collectors.size(), "queues");
                })
                .check();
    }
}

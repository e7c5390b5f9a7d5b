package happensbefore.exercises.weighin;

import happensbefore.exercises.weighin.WeighedQueue.Answer;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class WeighedQueueInterleaveTest {
    private static final int ENOUGH = 60;

    private static final class Shared {
        final WeighedQueue<Long> queue = new WeighedQueue<>(4, 10, Long::longValue);
        volatile @Nullable Answer one;
        volatile @Nullable Answer other;

        void takeAndFinish() {
            Long item = queue.take();
            if (item != null) {
                queue.done(item);
            }
        }
    }

    @Test
    void twoItemsThatFitAloneNeverComeInTogether() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("one", shared -> shared.one = shared.queue.offer(6L))
                .thread("other", shared -> shared.other = shared.queue.offer(6L))
                .then(shared -> {
                    Expect.that(shared.queue.bytes() <= 10, "Bytes queued: " + shared.queue.bytes() + ", of 10");
                    Expect.that(
                            (shared.one == Answer.ACCEPTED) != (shared.other == Answer.ACCEPTED),
                            "One of two has room, and the answers are " + shared.one + " and " + shared.other);
                })
                .check();
    }

    @Test
    void anItemThatIsTooMuchNeverKeepsOutOneThatFits() {
        Interleavings.on(() -> {
                    Shared shared = new Shared();
                    shared.queue.offer(5L);
                    return shared;
                })
                .invocations(ENOUGH)
                .thread("too much", shared -> shared.one = shared.queue.offer(6L))
                .thread("fits", shared -> shared.other = shared.queue.offer(5L))
                .then(shared -> Expect.that(
                        shared.one == Answer.FULL && shared.other == Answer.ACCEPTED,
                        "5 are queued; an offer of 6 has the answer " + shared.one + ", one of 5 " + shared.other))
                .check();
    }

    @Test
    void noByteIsLeftBehind() {
        Interleavings.on(() -> {
                    Shared shared = new Shared();
                    shared.queue.offer(3L);
                    return shared;
                })
                .invocations(ENOUGH)
                .thread("offers", shared -> shared.one = shared.queue.offer(4L))
                .thread("exports", Shared::takeAndFinish)
                .thread("closes", shared -> shared.queue.close())
                .then(shared -> {
                    shared.takeAndFinish();
                    Expect.equal(0L, shared.queue.bytes(), "bytes of nothing");
                })
                .check();
    }
}

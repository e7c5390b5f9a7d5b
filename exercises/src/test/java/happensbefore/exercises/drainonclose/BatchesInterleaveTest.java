package happensbefore.exercises.drainonclose;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class BatchesInterleaveTest {
    private static final int ENOUGH = 60;

    private static final class Shared {
        final Batches<Integer> batches = new Batches<>(1);
        volatile boolean accepted;
        volatile List<Integer> taken = List.of();
        volatile List<Integer> leftOver = List.of();

        Shared(int items) {
            for (int i = 1; i <= items; i++) {
                batches.put(i);
            }
        }

        /// Everything that was ever returned. Closed, so that nothing here waits.
        List<Integer> returned() throws InterruptedException {
            batches.close();
            List<Integer> all = new ArrayList<>(taken);
            all.addAll(leftOver);
            for (List<Integer> more = batches.take(); !more.isEmpty(); more = batches.take()) {
                all.addAll(more);
            }
            all.sort(null);
            return all;
        }
    }

    @Test
    void whatIsAcceptedIsReturned() {
        Interleavings.on(() -> new Shared(0))
                .invocations(ENOUGH)
                .thread("puts", shared -> shared.accepted = shared.batches.put(1))
                .thread("closes", shared -> {
                    shared.leftOver = shared.batches.closeNow();
                    shared.taken = shared.batches.take();
                })
                .then(shared -> Expect.equal(
                        shared.accepted ? 1 : 0,
                        shared.leftOver.size() + shared.taken.size(),
                        "items returned, of those accepted, when `closeNow` and the last `take` have ended"))
                .check();
    }

    @Test
    void nothingIsReturnedTwice() {
        Interleavings.on(() -> new Shared(2))
                .invocations(ENOUGH)
                .thread("takes", shared -> shared.taken = shared.batches.take())
                .thread("closes", shared -> shared.leftOver = shared.batches.closeNow())
                .then(shared -> Expect.equal(List.of(1, 2), shared.returned(), "each item once"))
                .check();
    }
}

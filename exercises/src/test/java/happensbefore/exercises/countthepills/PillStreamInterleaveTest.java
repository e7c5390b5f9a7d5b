package happensbefore.exercises.countthepills;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class PillStreamInterleaveTest {
    private static final class Shared {
        final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(4);
        final PillStream<Integer> stream = new PillStream<>(queue, 2);
    }

    @Test
    void onePillWhenTwoProducersAreDoneAtOnce() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("one", shared -> shared.stream.done())
                .thread("other", shared -> shared.stream.done())
                .then(shared -> Expect.equal(1, shared.queue.size(), "pills in the queue when both are done"))
                .check();
    }
}

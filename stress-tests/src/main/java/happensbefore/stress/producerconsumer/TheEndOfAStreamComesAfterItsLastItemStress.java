package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The producer puts an item and closes while the consumer takes until the end.
@JCStressTest
@Outcome(id = "42, 1", expect = ACCEPTABLE, desc = "The item came first, and then the end.")
@Outcome(expect = FORBIDDEN, desc = "The stream ended before the item that was put before the close.")
@State
public class TheEndOfAStreamComesAfterItsLastItemStress {
    private final OneToOne<Integer> handOver = new OneToOne<>(2, WaitStrategy.yield());

    @Actor
    public void producer() {
        Handles.put(handOver.producer(), 42);
        handOver.producer().close();
    }

    @Actor
    public void consumer(II_Result r) {
        var consumer = handOver.consumer();
        for (Integer item = Handles.take(consumer); item != null; item = Handles.take(consumer)) {
            r.r1 = item;
            r.r2++;
        }
    }
}

package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/// Somebody reads the counts while an item goes from the producer to the consumer.
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "The item was not there yet, or was consumed.")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "The item was on its way.")
@Outcome(expect = FORBIDDEN, desc = "The counts show an item consumed that was never produced.")
@State
public class ACountNeverShowsAnEndWithoutItsBeginningStress {
    private final OneToOne<Integer> handOver = new OneToOne<>(2, WaitStrategy.yield());

    @Actor
    public void producer() {
        Handles.put(handOver.producer(), 42);
    }

    @Actor
    public void consumer() {
        Integer _ = Handles.take(handOver.consumer());
    }

    @Actor
    public void reader(J_Result r) {
        r.r1 = handOver.counts().queued();
    }
}

package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.ManyToOne;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Two producers put an item each and close, while the consumer takes until the end.
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both items came, and then the end.")
@Outcome(expect = FORBIDDEN, desc = "The stream ended before the last item of the last producer.")
@State
public class TheLastOfSeveralProducersEndsTheStreamStress {
    private final ManyToOne<Integer> handOver = new ManyToOne<>(2, WaitStrategy.yield());
    private final Producer<Integer> one = handOver.producer();
    private final Producer<Integer> other = handOver.producer().another();

    @Actor
    public void one() {
        Handles.put(one, 1);
        one.close();
    }

    @Actor
    public void other() {
        Handles.put(other, 2);
        other.close();
    }

    @Actor
    public void consumer(I_Result r) {
        while (Handles.take(handOver.consumer()) != null) {
            r.r1++;
        }
    }
}

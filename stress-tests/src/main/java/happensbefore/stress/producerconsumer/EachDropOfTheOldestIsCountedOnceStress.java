package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.Counts;
import happensbefore.producerconsumer.DropReason;
import happensbefore.producerconsumer.ManyToOne;
import happensbefore.producerconsumer.Overload;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJI_Result;

/// Two producers make room for themselves in a full ring.
@JCStressTest
@Outcome(id = "4, 2, 2", expect = ACCEPTABLE, desc = "Four were produced, two made room, two are in the ring.")
@Outcome(expect = FORBIDDEN, desc = "An item was dropped and not counted, or counted twice.")
@State
public class EachDropOfTheOldestIsCountedOnceStress {
    private final ManyToOne<Integer> handOver = new ManyToOne<>(2, WaitStrategy.yield(), Overload.dropOldest());
    private final Producer<Integer> one = handOver.producer();
    private final Producer<Integer> other = handOver.producer().another();

    public EachDropOfTheOldestIsCountedOnceStress() {
        Handles.put(one, 1);
        Handles.put(one, 2);
    }

    @Actor
    public void one() {
        Handles.put(one, 3);
    }

    @Actor
    public void other() {
        Handles.put(other, 4);
    }

    @Arbiter
    public void verdict(JJI_Result r) {
        Counts counts = handOver.counts();
        r.r1 = counts.produced();
        r.r2 = counts.dropped(DropReason.OLDEST);
        r.r3 = handOver.size();
    }
}

package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.Consumer;
import happensbefore.producerconsumer.ManyToMany;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/// A producer puts three items and closes, while two consumers take until the end: the items sum up, once each.
@JCStressTest
@Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "Each item went to one of the two, and both saw the end.")
@Outcome(expect = FORBIDDEN, desc = "An item was lost or doubled, or a consumer saw the end before the last item.")
@State
public class EachItemGoesToOneOfSeveralConsumersStress {
    private final ManyToMany<Integer> handOver = new ManyToMany<>(2, WaitStrategy.park());
    private final Consumer<Integer> one = handOver.consumer();
    private final Consumer<Integer> other = handOver.consumer().another();
    private int sumOfOne;
    private int sumOfOther;

    @Actor
    public void producer() {
        try (Producer<Integer> producer = handOver.producer()) {
            Handles.put(producer, 1);
            Handles.put(producer, 2);
            Handles.put(producer, 4);
        }
    }

    @Actor
    public void one() {
        sumOfOne = sum(one);
    }

    @Actor
    public void other() {
        sumOfOther = sum(other);
    }

    private static int sum(Consumer<Integer> consumer) {
        int sum = 0;
        for (Integer item = Handles.take(consumer); item != null; item = Handles.take(consumer)) {
            sum += item;
        }
        return sum;
    }

    @Arbiter
    public void verdict(IJ_Result r) {
        r.r1 = sumOfOne + sumOfOther;
        r.r2 = handOver.counts().queued();
    }
}

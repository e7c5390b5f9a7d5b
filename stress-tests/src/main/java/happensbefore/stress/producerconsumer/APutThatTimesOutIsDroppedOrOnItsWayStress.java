package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.Counts;
import happensbefore.producerconsumer.DropReason;
import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.Overload;
import happensbefore.producerconsumer.WaitStrategy;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJI_Result;

/// The consumer makes room while the producer's time ends.
@JCStressTest
@Outcome(id = "true, 0, 2", expect = ACCEPTABLE, desc = "There was room in time, and the item is in the ring.")
@Outcome(
        id = "false, 1, 1",
        expect = ACCEPTABLE,
        desc = "The time was over first, and the item was counted as dropped.")
@Outcome(expect = FORBIDDEN, desc = "The producer was told one thing, and another one is true or was counted.")
@State
public class APutThatTimesOutIsDroppedOrOnItsWayStress {
    private final OneToOne<Integer> handOver =
            new OneToOne<>(2, new WaitStrategy.Park(0), Overload.timeOut(Duration.ofNanos(500)));

    public APutThatTimesOutIsDroppedOrOnItsWayStress() {
        Handles.put(handOver.producer(), 1);
        Handles.put(handOver.producer(), 2);
    }

    @Actor
    public void producer(ZJI_Result r) {
        r.r1 = Handles.put(handOver.producer(), 3);
    }

    @Actor
    public void consumer() {
        Integer _ = Handles.take(handOver.consumer());
    }

    @Arbiter
    public void verdict(ZJI_Result r) {
        Counts counts = handOver.counts();
        r.r2 = counts.dropped(DropReason.TIMED_OUT);
        r.r3 = handOver.size();
    }
}

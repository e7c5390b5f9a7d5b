package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.DropReason;
import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.Overload;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJI_Result;

/// The consumer takes two of three items, while the producer of the third makes room for it in a full ring.
@JCStressTest
@Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "The consumer had made room, and one item is left.")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "The oldest item made room, and the other two were taken.")
@Outcome(expect = FORBIDDEN, desc = "An item was both taken and dropped, or a drop was counted that was none.")
@State
public class AConsumerAndAProducerThatMakesRoomShareNoItemStress {
    private final OneToOne<Integer> handOver = new OneToOne<>(2, WaitStrategy.yield(), Overload.dropOldest());

    public AConsumerAndAProducerThatMakesRoomShareNoItemStress() {
        Handles.put(handOver.producer(), 1);
        Handles.put(handOver.producer(), 2);
    }

    @Actor
    public void producer() {
        Handles.put(handOver.producer(), 3);
    }

    @Actor
    public void consumer() {
        Integer _ = Handles.take(handOver.consumer());
        Integer _ = Handles.take(handOver.consumer());
    }

    @Arbiter
    public void verdict(JJI_Result r) {
        r.r1 = handOver.counts().consumed();
        r.r2 = handOver.counts().dropped(DropReason.OLDEST);
        r.r3 = handOver.size();
    }
}

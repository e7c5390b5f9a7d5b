package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Sender;
import happensbefore.selectjoin.Lanes;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// An urgent and a normal source send and close at the same time, while one thread receives from both lanes.
@JCStressTest
@Outcome(id = "66, 6", expect = ACCEPTABLE, desc = "Every value of both lanes was received once, then the end.")
@Outcome(expect = FORBIDDEN, desc = "A value was lost or doubled.")
@State
public class LanesTakeEverythingOnceStress {
    private final Channel<Integer> urgent = Channel.bounded(2);
    private final Channel<Integer> normal = Channel.unbounded();

    @Actor
    public void receiver(II_Result r) {
        Lanes<Integer> lanes = new Lanes<>(List.of(urgent.receiver(), normal.receiver()), 1);
        try {
            for (Integer next = lanes.receive(); next != null; next = lanes.receive()) {
                r.r1 += next;
                r.r2++;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void urgent() {
        sendAndClose(urgent.sender(), 1);
    }

    @Actor
    public void normal() {
        sendAndClose(normal.sender(), 10);
    }

    private static void sendAndClose(Sender<Integer> sender, int unit) {
        try (sender) {
            sender.send(unit);
            sender.send(2 * unit);
            sender.send(3 * unit);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

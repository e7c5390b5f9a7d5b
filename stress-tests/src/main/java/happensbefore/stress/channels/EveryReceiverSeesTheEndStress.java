package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Receiver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Two receivers wait while the last sender leaves.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both have seen the end.")
@Outcome(expect = FORBIDDEN, desc = "One has received what was never sent.")
@State
public class EveryReceiverSeesTheEndStress {
    private final Channel<Integer> channel = Channel.bounded(1);
    private final Receiver<Integer> second = channel.receiver().copy();

    @Actor
    public void sender() {
        channel.sender().close();
    }

    @Actor
    public void one(ZZ_Result r) {
        r.r1 = ended(channel.receiver());
    }

    @Actor
    public void other(ZZ_Result r) {
        r.r2 = ended(second);
    }

    private static boolean ended(Receiver<Integer> receiver) {
        try {
            return receiver.receive() == null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

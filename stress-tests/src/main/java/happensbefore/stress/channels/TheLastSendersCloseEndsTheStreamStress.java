package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Received;
import happensbefore.channels.Sender;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/// Two senders each send and leave at the same time.
@JCStressTest
@Outcome(id = "3, true", expect = ACCEPTABLE, desc = "Both messages came, and then the end.")
@Outcome(expect = FORBIDDEN, desc = "A message was refused or is lost, or the end never comes.")
@State
public class TheLastSendersCloseEndsTheStreamStress {
    private final Channel<Integer> channel = Channel.bounded(2);
    private final Sender<Integer> second = channel.sender().copy();

    @Actor
    public void first() {
        channel.sender().trySend(1);
        channel.sender().close();
    }

    @Actor
    public void other() {
        second.trySend(2);
        second.close();
    }

    @Arbiter
    public void receive(IZ_Result r) {
        for (int i = 0; i < 2; i++) {
            if (channel.receiver().tryReceive() instanceof Received.Value<Integer>(Integer got)) {
                r.r1 += got;
            }
        }
        r.r2 = channel.receiver().tryReceive() instanceof Received.Ended<Integer>;
    }
}

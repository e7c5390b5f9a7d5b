package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Broadcast;
import happensbefore.channels.Broadcast.Next;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Two senders send and close, and a subscriber receives until the end. One that is not woken hangs.
@JCStressTest
@Outcome(id = "11", expect = ACCEPTABLE, desc = "Both messages came before the end.")
@Outcome(expect = FORBIDDEN, desc = "The stream ended with a message still to come, or one was lost.")
@State
public class TheEndOfABroadcastComesBehindTheLastMessageStress {
    private final Broadcast<Integer> broadcast = new Broadcast<>(4);
    private final Broadcast<Integer>.Sender one = broadcast.sender();
    private final Broadcast<Integer>.Sender other = broadcast.sender();
    private final Broadcast<Integer>.Subscription subscription = broadcast.subscribe();

    @Actor
    public void one() {
        one.send(1);
        one.close();
    }

    @Actor
    public void other() {
        other.send(10);
        other.close();
    }

    @Actor
    public void subscriber(I_Result r) {
        try {
            while (subscription.receive() instanceof Next.Item<Integer>(long _, Integer value)) {
                r.r1 += value;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

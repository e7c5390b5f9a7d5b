package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Broadcast;
import happensbefore.channels.Broadcast.Next;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two senders send one message each, and two subscribers wait for both.
@JCStressTest
@Outcome(id = "12, 12", expect = ACCEPTABLE, desc = "The first sender's message came first, for both.")
@Outcome(id = "21, 21", expect = ACCEPTABLE, desc = "The second sender's message came first, for both.")
@Outcome(expect = FORBIDDEN, desc = "The subscribers saw different orders, or not both messages.")
@State
public class TwoSubscribersSeeTwoSendersInOneOrderStress {
    private final Broadcast<Integer> broadcast = new Broadcast<>(2);
    private final Broadcast<Integer>.Sender one = broadcast.sender();
    private final Broadcast<Integer>.Sender other = broadcast.sender();
    private final Broadcast<Integer>.Subscription first = broadcast.subscribe();
    private final Broadcast<Integer>.Subscription second = broadcast.subscribe();

    @Actor
    public void one() {
        one.send(1);
    }

    @Actor
    public void other() {
        other.send(2);
    }

    @Actor
    public void first(II_Result r) {
        r.r1 = both(first);
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = both(second);
    }

    private static int both(Broadcast<Integer>.Subscription subscription) {
        int seen = 0;
        try {
            for (int i = 0; i < 2; i++) {
                if (subscription.receive() instanceof Next.Item<Integer>(long _, Integer value)) {
                    seen = 10 * seen + value;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return seen;
    }
}

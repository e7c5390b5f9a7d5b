package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Broadcast;
import happensbefore.channels.Broadcast.Next;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Two threads send and close their senders, and a subscriber receives until the end. One that is not woken hangs.
@JCStressTest
@Outcome(id = "11", expect = ACCEPTABLE, desc = "Both messages came before the end.")
@Outcome(expect = FORBIDDEN, desc = "The stream ended with a message still to come, or one was lost.")
@State
public class TheEndOfABroadcastComesBehindTheLastMessageStress {
    private static final int SENDERS = 4; // of each thread

    private final Broadcast<Integer> broadcast = new Broadcast<>(4);
    private final List<Broadcast<Integer>.Sender> one = senders();
    private final List<Broadcast<Integer>.Sender> other = senders();
    private final Broadcast<Integer>.Subscription subscription = broadcast.subscribe();

    private List<Broadcast<Integer>.Sender> senders() {
        return Stream.generate(broadcast::sender).limit(SENDERS).toList();
    }

    @Actor
    public void one() {
        sendAndClose(one, 1);
    }

    @Actor
    public void other() {
        sendAndClose(other, 10);
    }

    private static void sendAndClose(List<Broadcast<Integer>.Sender> senders, int value) {
        senders.getFirst().send(value);
        senders.forEach(Broadcast.Sender::close);
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

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

/// A message with plain fields is sent to a subscriber that looks once. On x86, which keeps the order of stores,
/// only a compiler could break that.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The message was not there yet.")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The message was there, as it was written.")
@Outcome(expect = FORBIDDEN, desc = "The message was there, and a field not yet.")
@State
public class ABroadcastIsSeenAsItWasWrittenStress {
    private static final class Message {
        int first;
        int second;
    }

    private final Broadcast<Message> broadcast = new Broadcast<>(1);
    private final Broadcast<Message>.Sender sender = broadcast.sender();
    private final Broadcast<Message>.Subscription subscription = broadcast.subscribe();

    @Actor
    public void sender() {
        Message message = new Message();
        message.first = 1;
        message.second = 2;
        sender.send(message);
    }

    @Actor
    public void subscriber(II_Result r) {
        if (subscription.tryReceive().orElse(null) instanceof Next.Item<Message>(long _, Message message)) {
            r.r1 = message.first;
            r.r2 = message.second;
        }
    }
}

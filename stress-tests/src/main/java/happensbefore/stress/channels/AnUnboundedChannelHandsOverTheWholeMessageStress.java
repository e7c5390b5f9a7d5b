package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Received.Value;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// The message's field is plain: only the channel's release and acquire carry it over. On x86, which keeps the order of
/// stores, only a compiler could break that.
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "The channel was still empty.")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "The receiver saw the message and what the sender wrote to it.")
@Outcome(expect = FORBIDDEN, desc = "The receiver saw the message but not what the sender had written to it.")
@State
public class AnUnboundedChannelHandsOverTheWholeMessageStress {
    private static final class Message {
        int value;
    }

    private final Channel<Message> channel = Channel.unbounded();

    @Actor
    public void sender() {
        Message message = new Message();
        message.value = 42;
        channel.sender().trySend(message);
    }

    @Actor
    public void receiver(I_Result r) {
        r.r1 = channel.receiver().tryReceive() instanceof Value<Message>(Message message) ? message.value : -1;
    }
}

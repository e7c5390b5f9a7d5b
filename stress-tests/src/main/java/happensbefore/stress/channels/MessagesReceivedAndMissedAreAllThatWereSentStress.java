package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Broadcast;
import happensbefore.channels.Broadcast.Next;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A sender overwrites a ring of two while a subscriber reads it. Each message says its own position.
@JCStressTest
@Outcome(id = "6, 0", expect = ACCEPTABLE, desc = "Six messages received or told as missed, each at its position.")
@Outcome(expect = FORBIDDEN, desc = "A message was lost without a word, came twice, or stood at another's position.")
@State
public class MessagesReceivedAndMissedAreAllThatWereSentStress {
    private final Broadcast<Long> broadcast = new Broadcast<>(1);
    private final Broadcast<Long>.Sender sender = broadcast.sender();
    private final Broadcast<Long>.Subscription subscription = broadcast.subscribe();
    private int accounted;
    private int wrong;

    @Actor
    public void sender() {
        for (long i = 0; i < 6; i++) {
            sender.send(i);
        }
    }

    @Actor
    public void subscriber() {
        for (int i = 0; i < 3; i++) {
            subscription.tryReceive().ifPresent(this::account);
        }
    }

    private void account(Next<Long> next) {
        if (next.position() != accounted) {
            wrong++;
        }
        switch (next) {
            case Next.Item<Long> item -> {
                accounted++;
                if (item.value() != item.position()) {
                    wrong++;
                }
            }
            case Next.Missed<Long> missed -> accounted += (int) missed.count();
            case Next.End<Long> _ -> wrong++;
        }
    }

    @Arbiter
    public void rest(II_Result r) {
        for (var next = subscription.tryReceive(); next.isPresent(); next = subscription.tryReceive()) {
            account(next.get());
        }
        r.r1 = accounted;
        r.r2 = wrong;
    }
}

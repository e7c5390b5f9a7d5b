package happensbefore.channels;

import happensbefore.channels.Broadcast.Next;
import happensbefore.channels.Broadcast.Next.End;
import happensbefore.channels.Broadcast.Next.Item;
import happensbefore.channels.Broadcast.Next.Missed;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// On platform threads: the model checker does not follow virtual ones.
class BroadcastInterleavingsTest {
    private static final class Shared {
        final Broadcast<Integer> broadcast = new Broadcast<>(1); // a ring of 2
        final Broadcast<Integer>.Subscription subscription = broadcast.subscribe();
        final Broadcast<Integer>.Sender one = broadcast.sender();
        final Broadcast<Integer>.Sender other = broadcast.sender();
        long accounted;
        int sum;
        volatile int sent;
        boolean ended;

        void account(Next<Integer> next) {
            Expect.equal(accounted, next.position(), "the position of what comes next");
            switch (next) {
                case Item<Integer> item -> {
                    accounted++;
                    sum += item.value();
                }
                case Missed<Integer> missed -> accounted += missed.count();
                case End<Integer> _ -> ended = true;
            }
        }

        void drain() {
            while (!ended) {
                Next<Integer> next = subscription.tryReceive().orElse(null);
                if (next == null) {
                    return;
                }
                account(next);
            }
        }

        void receiveNowOrNever() throws InterruptedException {
            try {
                account(subscription.receive(Duration.ZERO));
            } catch (TimeoutException e) {
                Expect.equal(0L, accounted, "messages before a timeout");
            }
        }
    }

    @Test
    void twoSendersNeverShareAPosition() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("one", shared -> shared.one.send(1))
                .thread("other", shared -> shared.other.send(10))
                .then(shared -> {
                    shared.drain();
                    Expect.equal(11, shared.sum, "sum of the two messages");
                    shared.one.send(100);
                    Expect.equal(3L, shared.broadcast.sent(), "messages sent: no tail is left behind");
                })
                .check();
    }

    @Test
    void whatIsOverwrittenWhileItIsReadIsTold() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", shared -> {
                    for (int i = 0; i < 3; i++) {
                        shared.one.send(1);
                    }
                })
                .thread("subscriber", Shared::drain)
                .then(shared -> {
                    shared.drain();
                    Expect.equal(3L, shared.accounted, "messages received or missed");
                })
                .check();
    }

    @Test
    void theEndComesBehindTheLastMessageOfAllSenders() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("one", shared -> {
                    shared.one.send(1);
                    shared.one.close();
                })
                .thread("other", shared -> shared.other.close())
                .then(shared -> {
                    shared.drain();
                    Expect.that(shared.ended, "there is no end");
                    Expect.equal(1, shared.sum, "sum of what came before the end");
                })
                .check();
    }

    @Test
    void aSleepingSubscriberIsWokenByAMessage() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", shared -> shared.one.send(1))
                .thread("subscriber", shared -> shared.account(shared.subscription.receive()))
                .then(shared -> Expect.equal(1, shared.sum, "sum of what was received"))
                .check();
    }

    @Test
    void nothingIsLostWhenTheTimeEnds() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", shared -> shared.one.send(1))
                .thread("subscriber", Shared::receiveNowOrNever)
                .then(shared -> {
                    shared.drain();
                    Expect.equal(1, shared.sum, "sum of what was received, then or later");
                })
                .check();
    }

    /// One thread closes the last sender while another still sends through it.
    @Test
    void aSendThatMeetsTheEndIsBeforeItOrRefused() {
        Interleavings.on(() -> {
                    Shared shared = new Shared();
                    shared.other.close();
                    return shared;
                })
                .invocations(400)
                .thread("sender", shared -> {
                    try {
                        shared.one.send(1);
                        shared.sent = 1;
                    } catch (IllegalStateException e) {
                        shared.sent = 0;
                    }
                })
                .thread("closes", shared -> shared.one.close())
                .then(shared -> {
                    shared.drain();
                    Expect.that(shared.ended, "there is no end");
                    Expect.equal(shared.sent, shared.sum, "what came before the end: what was sent");
                })
                .check();
    }
}

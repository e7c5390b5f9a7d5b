package happensbefore.channels;

import happensbefore.channels.Oneshot.ReceiverGoneException;
import happensbefore.channels.Oneshot.SenderGoneException;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// On platform threads: the model checker does not follow virtual ones.
class OneshotInterleavingsTest {
    /// Who ends with the value: it must be exactly one.
    private static final class Shared {
        final Oneshot<Integer> oneshot = new Oneshot<>();
        int received;
        int timedOut;
        int returned;
        int told;

        void send() {
            try (Oneshot<Integer>.Sender sender = oneshot.sender()) {
                sender.send(1);
            } catch (ReceiverGoneException e) {
                Expect.equal(1, e.value(), "the value in the error");
                returned++;
            }
        }

        void closeSender() {
            oneshot.sender().close();
        }

        void receive() throws InterruptedException, ExecutionException {
            try {
                received += oneshot.receiver().receive();
            } catch (SenderGoneException e) {
                told++;
            }
        }

        void receiveNowOrNever() throws Exception {
            try {
                received += oneshot.receiver().receive(Duration.ZERO);
            } catch (TimeoutException e) {
                timedOut++;
            }
        }

        void receiveNowOrClose() throws Exception {
            receiveNowOrNever();
            if (timedOut > 0) {
                received += oneshot.receiver().closeAndGet().orElse(0);
            }
        }

        void receiveInterrupted() throws Exception {
            Thread.currentThread().interrupt();
            try {
                received += oneshot.receiver().receive();
                Expect.that(Thread.interrupted(), "the interrupt was swallowed");
            } catch (InterruptedException e) {
                timedOut++;
            }
        }
    }

    @Test
    void aParkedReceiverIsWokenByTheValue() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", Shared::send)
                .thread("receiver", Shared::receive)
                .then(shared -> Expect.equal(1, shared.received, "values received"))
                .check();
    }

    @Test
    void aParkedReceiverIsToldThatTheSenderHasGone() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", Shared::closeSender)
                .thread("receiver", Shared::receive)
                .then(shared -> Expect.equal(1, shared.told, "receivers told"))
                .check();
    }

    @Test
    void aValueIsNeverLostWhenTheTimeEnds() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", Shared::send)
                .thread("receiver", Shared::receiveNowOrNever)
                .then(shared -> {
                    int left = shared.timedOut > 0
                            ? shared.oneshot.receiver().tryReceive().orElse(0)
                            : 0;
                    Expect.equal(1, shared.received + left, "values received, then or later");
                })
                .check();
    }

    @Test
    void aValueIsReceivedOrReturnedWhenTheReceiverGivesUp() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", Shared::send)
                .thread("receiver", Shared::receiveNowOrClose)
                .then(shared -> Expect.equal(1, shared.received + shared.returned, "owners of the value"))
                .check();
    }

    @Test
    void aValueIsNeverLostByAnInterrupt() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("sender", Shared::send)
                .thread("receiver", Shared::receiveInterrupted)
                .then(shared -> {
                    int left = shared.timedOut > 0
                            ? shared.oneshot.receiver().tryReceive().orElse(0)
                            : 0;
                    Expect.equal(1, shared.received + left, "values received, then or later");
                })
                .check();
    }

    @Test
    void ofTwoSendersOneSends() {
        Interleavings.on(Shared::new)
                .invocations(60)
                .thread("one", shared -> sendOrBeRefused(shared))
                .thread("other", shared -> sendOrBeRefused(shared))
                .then(shared -> Expect.equal(1, shared.told, "senders that were refused"))
                .check();
    }

    private static void sendOrBeRefused(Shared shared) {
        try {
            shared.send();
        } catch (IllegalStateException e) {
            shared.told++;
        }
    }
}

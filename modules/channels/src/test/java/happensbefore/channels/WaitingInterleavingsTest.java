package happensbefore.channels;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// The waiting, on platform threads. A wake-up that is lost leaves a thread parked for ever: the checker
/// calls it a deadlock.
class WaitingInterleavingsTest {
    private static final int ENOUGH = 100;

    private static class Shared {
        final Conduit<Integer> conduit;
        volatile int sum;

        Shared(Conduit<Integer> conduit) {
            this.conduit = conduit;
        }

        void send(int value) throws InterruptedException {
            Expect.equal(SendResult.SENT, Waiting.send(conduit, value, Deadline.NEVER), "how the send ended");
        }

        int receive() throws InterruptedException {
            return (Integer) Waiting.receive(conduit, Deadline.NEVER);
        }

        /// Enlists, and finds its time over.
        Object receiveForNoTime() throws InterruptedException {
            return Waiting.receive(conduit, Deadline.inNanos(0));
        }

        SendResult sendForNoTime(int value) throws InterruptedException {
            return Waiting.send(conduit, value, Deadline.inNanos(0));
        }

        synchronized void add(int value) {
            sum += value;
        }
    }

    private static Schedules<Shared> on(Supplier<Conduit<Integer>> conduit) {
        return Interleavings.on(() -> new Shared(conduit.get())).invocations(ENOUGH);
    }

    private static Conduit<Integer> onePlace() {
        return new BoundedConduit<>(1, false);
    }

    private static Conduit<Integer> twoPlaces() {
        return new BoundedConduit<>(2, false);
    }

    private static Conduit<Integer> rendezvous() {
        return new RendezvousConduit<>(false);
    }

    @Test
    void twoThatWaitAreBothWoken() {
        on(WaitingInterleavingsTest::twoPlaces)
                .thread("sender", shared -> {
                    shared.send(1);
                    shared.send(2);
                })
                .thread("one", shared -> shared.add(shared.receive()))
                .thread("other", shared -> shared.add(shared.receive()))
                .then(shared -> Expect.equal(3, shared.sum, "what was received"))
                .check();
    }

    @Test
    void twoSendersThatWaitAreBothWoken() {
        on(() -> {
                    Conduit<Integer> full = onePlace();
                    SendResult _ = full.trySend(1);
                    return full;
                })
                .thread("receiver", shared -> shared.add(shared.receive() + shared.receive() + shared.receive()))
                .thread("one", shared -> shared.send(2))
                .thread("other", shared -> shared.send(4))
                .then(shared -> Expect.equal(7, shared.sum, "what was received"))
                .check();
    }

    @Test
    void aReceiveThatTimesOutTakesAWakeUpFromNobody() {
        on(WaitingInterleavingsTest::twoPlaces)
                .thread("sender", shared -> {
                    shared.send(1);
                    shared.send(2);
                })
                .thread("impatient", shared -> {
                    if (shared.receiveForNoTime() instanceof Integer taken) {
                        shared.send(taken);
                    }
                })
                .thread("patient", shared -> shared.add(shared.receive() + shared.receive()))
                .then(shared -> {
                    Expect.equal(3, shared.sum, "what was received");
                    Expect.equal(0, shared.conduit.size(), "what is left");
                })
                .check();
    }

    @Test
    void aSendThatTimesOutTakesAWakeUpFromNobodyAndSendsNothing() {
        on(() -> {
                    Conduit<Integer> full = onePlace();
                    SendResult _ = full.trySend(1);
                    return full;
                })
                .thread("receiver", shared -> shared.add(shared.receive() + shared.receive()))
                .thread("impatient", shared -> {
                    if (shared.sendForNoTime(2) == SendResult.SENT) {
                        shared.add(shared.receive() - 2); // one more than the receiver asks for
                    }
                })
                .thread("patient", shared -> shared.send(4))
                .then(shared -> {
                    Expect.equal(5, shared.sum, "what was received");
                    Expect.equal(0, shared.conduit.size(), "what is left");
                })
                .check();
    }

    @Test
    void allThatWaitSeeTheEnd() {
        on(WaitingInterleavingsTest::twoPlaces)
                .thread("sender", shared -> {
                    shared.send(1);
                    shared.conduit.closeForSending();
                })
                .thread("one", WaitingInterleavingsTest::addOrEnd)
                .thread("other", WaitingInterleavingsTest::addOrEnd)
                .then(shared -> Expect.equal(101, shared.sum, "one value and one end"))
                .check();
    }

    private static void addOrEnd(Shared shared) throws InterruptedException {
        shared.add(Waiting.receive(shared.conduit, Deadline.NEVER) instanceof Integer taken ? taken : 100);
    }

    @Test
    void aMeetingThatTimesOutHasHappenedForBothOrForNeither() {
        on(WaitingInterleavingsTest::rendezvous)
                .thread("sender", shared -> {
                    if (shared.sendForNoTime(1) == SendResult.SENT) {
                        shared.add(10);
                    }
                })
                .thread("receiver", shared -> {
                    if (shared.receiveForNoTime() instanceof Integer taken) {
                        shared.add(taken);
                    }
                })
                .then(shared -> Expect.that(shared.sum == 0 || shared.sum == 11, "half a meeting: " + shared.sum))
                .check();
    }
}

package happensbefore.channels;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Selections, on platform threads: what is woken, what times out, and what meets.
class SelectInterleavingsTest {
    private static final int ENOUGH = 40;
    private static final int ENOUGH_FOR_A_MEETING = 120;

    @FunctionalInterface
    private interface Selection {
        void on(Shared shared, Select select, Receiving<Integer> first, Receiving<Integer> second) throws Exception;
    }

    private static Channel<Integer> onePlace() {
        return Channel.over(new BoundedConduit<>(1, false));
    }

    private static Channel<Integer> rendezvous() {
        return Channel.over(new RendezvousConduit<>(false));
    }

    private static final class Shared {
        final Channel<Integer> first;
        final Channel<Integer> second;
        volatile int sum;

        Shared(Channel<Integer> first, Channel<Integer> second) {
            this.first = first;
            this.second = second;
        }

        synchronized void add(@Nullable Integer value) {
            sum += value == null ? 1000 : value;
        }

        void addWhatIsLeft() {
            for (Channel<Integer> channel : List.of(first, second)) {
                if (channel.receiver().tryReceive() instanceof Received.Value<Integer>(Integer value)) {
                    add(value);
                }
            }
        }
    }

    /// The selection may be woken for the second channel and take from the first: the other must be woken
    /// then.
    @Test
    void aSelectionThatTakesSomethingElsePassesItsWakeUpOn() {
        Interleavings.on(() -> new Shared(onePlace(), onePlace()))
                .invocations(ENOUGH)
                .thread("sender", shared -> {
                    shared.second.sender().send(1);
                    shared.first.sender().send(2);
                })
                .thread("selects", shared -> {
                    Select select = Select.biased();
                    Receiving<Integer> first = select.receive(shared.first.receiver());
                    Receiving<Integer> second = select.receive(shared.second.receiver());
                    Case done = select.await();
                    if (done == first) {
                        shared.add(first.value());
                    } else if (done == second) {
                        shared.second.sender().send(1); // it is not the one for it: the other waits for that
                        shared.add(shared.first.receiver().receive());
                    }
                })
                .thread(
                        "receiver",
                        shared -> shared.add(shared.second.receiver().receive()))
                .then(shared -> Expect.equal(3, shared.sum, "what was received"))
                .check();
    }

    @Test
    void aSelectionThatTimesOutAndOneThatIsInterruptedHaveTakenAValueOrNothing() {
        Interleavings.on(() -> new Shared(onePlace(), onePlace()))
                .invocations(ENOUGH)
                .thread("sender", shared -> {
                    shared.first.sender().send(1);
                    shared.second.sender().send(2);
                })
                .thread("selects", shared -> {
                    Select select = Select.fair();
                    Receiving<Integer> first = select.receive(shared.first.receiver());
                    Receiving<Integer> second = select.receive(shared.second.receiver());
                    selectInTime(shared, select, first, second);
                    selectInterrupted(shared, select, first, second);
                })
                .then(shared -> {
                    shared.addWhatIsLeft();
                    Expect.equal(3, shared.sum, "what was received and what is left");
                })
                .check();
    }

    /// The time is over before it waits: it either has a value, or nothing.
    private static void selectInTime(Shared shared, Select select, Receiving<Integer> first, Receiving<Integer> second)
            throws InterruptedException {
        Case done = select.await(Deadline.inNanos(0), Patience.NONE);
        if (done != null) {
            shared.add(done == first ? first.value() : second.value());
        }
    }

    /// It is interrupted before it waits: it either has a value and stays interrupted, or has none.
    private static void selectInterrupted(
            Shared shared, Select select, Receiving<Integer> first, Receiving<Integer> second) {
        first.forget();
        second.forget();
        Thread.currentThread().interrupt();
        try {
            Case done = select.await(Deadline.NEVER, Patience.NONE);
            shared.add(done == first ? first.value() : second.value());
            Expect.that(Thread.interrupted(), "the interrupt was swallowed");
        } catch (InterruptedException e) {
            Expect.that(!Thread.interrupted(), "the interrupt was told, and is still set");
            Expect.that(first.value() == null && second.value() == null, "interrupted, with a value");
        }
    }

    @Test
    void twoSelectionsMeetOnce() {
        Interleavings.on(() -> new Shared(rendezvous(), rendezvous()))
                .invocations(ENOUGH_FOR_A_MEETING)
                .thread("one", shared -> sendOrReceive(shared, shared.first, shared.second))
                .thread("other", shared -> sendOrReceive(shared, shared.second, shared.first))
                .then(shared -> Expect.equal(11, shared.sum, "one sent and one received"))
                .check();
    }

    private static void sendOrReceive(Shared shared, Channel<Integer> out, Channel<Integer> in)
            throws InterruptedException {
        Select select = Select.biased();
        Sending<Integer> send = select.send(out.sender());
        Receiving<Integer> receive = select.receive(in.receiver());
        send.offer(1);
        Case done = select.await();
        shared.add(done == send ? Integer.valueOf(10) : receive.value());
    }

    @Test
    void aMeetingThatTimesOutHasHappenedForBothOrForNeither() {
        meets(SelectInterleavingsTest::selectInTime);
    }

    @Test
    void aMeetingThatIsInterruptedHasHappenedForBothOrForNeither() {
        meets(SelectInterleavingsTest::selectInterrupted);
    }

    private static void meets(Selection selection) {
        Interleavings.on(() -> new Shared(rendezvous(), rendezvous()))
                .invocations(ENOUGH_FOR_A_MEETING)
                .thread("sender", shared -> {
                    if (Waiting.send(shared.second.sender().openConduit(), 10, Deadline.inNanos(0))
                            == SendResult.SENT) {
                        shared.add(100);
                    }
                })
                .thread("selects", shared -> {
                    Select select = Select.fair();
                    Receiving<Integer> first = select.receive(shared.first.receiver());
                    Receiving<Integer> second = select.receive(shared.second.receiver());
                    selection.on(shared, select, first, second);
                })
                .then(shared -> Expect.that(shared.sum == 0 || shared.sum == 110, "half a meeting: " + shared.sum))
                .check();
    }

    @Test
    void anInterruptedSelectionPassesItsWakeUpOn() {
        Interleavings.on(() -> new Shared(onePlace(), onePlace()))
                .invocations(ENOUGH)
                .thread("sender", shared -> shared.first.sender().send(1))
                .thread("selects", shared -> {
                    Select select = Select.fair();
                    Receiving<Integer> first = select.receive(shared.first.receiver());
                    Thread.currentThread().interrupt();
                    try {
                        Case _ = select.await(Deadline.NEVER, Patience.NONE);
                        boolean _ = Thread.interrupted();
                        shared.first.sender().send(Objects.requireNonNull(first.value())); // for the one that waits
                    } catch (InterruptedException e) {
                        Expect.that(first.value() == null, "interrupted, with a value");
                    }
                })
                .thread("receiver", shared -> shared.add(shared.first.receiver().receive()))
                .then(shared -> Expect.equal(1, shared.sum, "what was received"))
                .check();
    }
}

package happensbefore.channels;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The steps of a rendezvous, without the waiting: who enlists, and who takes out.
@Timeout(60)
class RendezvousInterleavingsTest {
    private static final int CASE = 0;

    private static final class Meeting {
        final RendezvousConduit<Integer> conduit = new RendezvousConduit<>(false);
        final Ticket sender = Ticket.ofSender(new Waiter(), CASE, 1);
        final Ticket receiver = Ticket.ofReceiver(new Waiter(), CASE);
        volatile boolean senderStays;
        volatile boolean receiverStays;
        volatile int sent;

        void enlistSender() {
            senderStays = conduit.enlistSender(sender);
        }

        void enlistReceiver() {
            receiverStays = conduit.enlistReceiver(receiver);
        }

        void trySend(int value) {
            if (conduit.trySend(value) == SendResult.SENT) {
                add(value);
            }
        }

        private synchronized void add(int value) {
            sent += value;
        }

        void notBothStay() {
            Expect.that(!senderStays || !receiverStays, "both wait, and neither has seen the other");
        }
    }

    private static Schedules<Meeting> after(Consumer<Meeting> before) {
        return Interleavings.on(() -> {
                    Meeting meeting = new Meeting();
                    before.accept(meeting);
                    return meeting;
                })
                .invocations(200);
    }

    /// The front is free, and somebody stands in the senders' list whose wait has been decided.
    private static void aSenderStandsBehindAFreeFront(Meeting meeting) {
        Ticket first = Ticket.ofSender(new Waiter(), CASE, 2);
        Ticket second = Ticket.ofSender(new Waiter(), CASE, 3);
        Expect.that(meeting.conduit.enlistSender(first), "the first stands in front");
        Expect.that(meeting.conduit.enlistSender(second), "the second stands behind it");
        int _ = first.waiter.cancel();
        meeting.conduit.withdrawSender(first);
        int _ = second.waiter.cancel();
    }

    @Test
    void ofTwoThatEnlistOneSeesTheOther() {
        after(_ -> {})
                .thread("sender", Meeting::enlistSender)
                .thread("receiver", Meeting::enlistReceiver)
                .then(Meeting::notBothStay)
                .check();
    }

    @Test
    void whoEnlistsBehindOthersAndWhoEnlistsInFrontSeeEachOther() {
        after(RendezvousInterleavingsTest::aSenderStandsBehindAFreeFront)
                .thread("sender", Meeting::enlistSender)
                .thread("receiver", Meeting::enlistReceiver)
                .then(Meeting::notBothStay)
                .check();
    }

    @Test
    void whoEnlistsSeesThatTheOtherSideHasGoneOrIsTold() {
        after(_ -> {})
                .thread("sender", meeting -> meeting.conduit.closeForSending())
                .thread("receiver", Meeting::enlistReceiver)
                .then(meeting -> Expect.that(
                        !meeting.receiverStays || !meeting.receiver.waiter.isWaiting(), "nobody will ever come"))
                .check();
    }

    @Test
    void whoStandsBehindOthersIsToldThatTheOtherSideHasGone() {
        after(RendezvousInterleavingsTest::aSenderStandsBehindAFreeFront)
                .thread("receiver", meeting -> meeting.conduit.closeForReceiving())
                .thread("sender", Meeting::enlistSender)
                .then(meeting -> Expect.that(
                        !meeting.senderStays || !meeting.sender.waiter.isWaiting(), "nobody will ever come"))
                .check();
    }

    @Test
    void whoWaitsIsMetByOneAndGetsItsItem() {
        after(Meeting::enlistReceiver)
                .thread("one", meeting -> meeting.trySend(4))
                .thread("other", meeting -> meeting.trySend(8))
                .then(meeting ->
                        Expect.equal(meeting.sent, meeting.receiver.item, "what was received, of what was sent"))
                .check();
    }

    @Test
    void whoMeetsHasItsItemBeforeItIsChosen() {
        after(Meeting::enlistReceiver)
                .thread("sender", meeting -> meeting.trySend(4))
                .thread("receiver", meeting -> {
                    if (!meeting.receiver.waiter.isWaiting()) {
                        Expect.equal(4, meeting.receiver.item, "what stands in the ticket at the choice");
                    }
                })
                .check();
    }
}

package happensbefore.channels;

import static happensbefore.channels.Cursor.isClosed;
import static happensbefore.channels.Cursor.isWaitedFor;
import static happensbefore.channels.Cursor.position;

import happensbefore.channels.Waiter.Choice;
import org.jspecify.annotations.Nullable;

/// A conduit with places between `head` and `tail`, and the waiting at both of its ends.
///
/// - Invariant: while a ticket stands in `receivers` and its wait is undecided, either `tail` is marked and
///   nothing is there to receive, or some thread has the duty to wake: who moved a marked `tail`, who was
///   woken and has not yet passed it on, or who enlists. So no wake-up is lost, and one is under way at a
///   time. `senders` and `head` alike.
/// - A mark is set by compare-and-set on the position at which nothing was there, so no send slips in
///   between.
abstract sealed class BufferedConduit<T> extends Conduit<T> permits BoundedConduit, UnboundedConduit {
    final Cursor head = new Cursor();
    final Cursor tail = new Cursor();
    private final WaitList receivers = new WaitList(); // its own lock
    private final WaitList senders = new WaitList(); // its own lock

    BufferedConduit(boolean patient) {
        super(patient);
    }

    @Override
    int size() {
        while (true) {
            long from = position(head.get());
            long to = position(tail.get());
            if (from == position(head.get())) {
                return (int) Math.min(to - from, Integer.MAX_VALUE);
            }
        }
    }

    // @start region="wait"
    /// True when the next send will wake somebody; false when there is something to receive, or an end.
    private boolean nextSendWillWake() {
        while (true) {
            long seen = tail.get();
            if (isClosed(seen) || position(head.get()) != position(seen)) {
                return false;
            }
            if (isWaitedFor(seen) || tail.markWaitedFor(seen)) { // fails if a send came in between
                return true;
            }
        }
    }

    @Override
    final boolean enlistReceiver(Ticket ticket) {
        add(receivers, ticket);
        return nextSendWillWake() || !remove(receivers, ticket);
    }

    /// The wake-up was for whoever can use it. If others wait, either the next send wakes one or this does.
    @Override
    final void passOnToReceivers() {
        if (!receivers.isEmpty() && !nextSendWillWake()) {
            wakeOne(receivers);
        }
    }
    // @end

    /// As above, with the ends exchanged.
    private boolean nextReceiveWillWake() {
        while (true) {
            long seen = head.get();
            long end = tail.get();
            if (isClosed(end) || position(end) - position(seen) < capacity()) {
                return false;
            }
            if (isWaitedFor(seen) || head.markWaitedFor(seen)) {
                return true;
            }
        }
    }

    @Override
    final boolean enlistSender(Ticket ticket) {
        add(senders, ticket);
        return nextReceiveWillWake() || !remove(senders, ticket);
    }

    @Override
    final void passOnToSenders() {
        if (!senders.isEmpty() && !nextReceiveWillWake()) {
            wakeOne(senders);
        }
    }

    /// After a send that moved a marked tail, and has put its item.
    final void wakeReceiver() {
        wakeOne(receivers);
    }

    /// After a receive that moved a marked head, and has vacated its place.
    final void wakeSender() {
        wakeOne(senders);
    }

    @Override
    final void closeForSending() {
        tail.close();
        wakeAll(receivers);
    }

    @Override
    final void closeForReceiving() {
        tail.close();
        wakeAll(senders);
        wakeAll(receivers);
    }

    @Override
    final void withdrawSender(Ticket ticket) {
        boolean _ = remove(senders, ticket);
    }

    @Override
    final void withdrawReceiver(Ticket ticket) {
        boolean _ = remove(receivers, ticket);
    }

    @Override
    final @Nullable SendResult settleSender(Ticket ticket) {
        return null;
    }

    @Override
    final @Nullable Object settleReceiver(Ticket ticket) {
        return null;
    }

    @Override
    final boolean isWorthRetrying() {
        return true;
    }

    private static void add(WaitList list, Ticket ticket) {
        synchronized (list) {
            list.add(ticket);
        }
    }

    private static boolean remove(WaitList list, Ticket ticket) {
        synchronized (list) {
            return list.remove(ticket);
        }
    }

    private static void wakeOne(WaitList list) {
        Waiter asleep = chooseFirst(list);
        if (asleep != null) {
            asleep.wake();
        }
    }

    /// Chooses the first whose wait is undecided; those in front of it have gone their way. Returns it if
    /// it sleeps.
    private static @Nullable Waiter chooseFirst(WaitList list) {
        synchronized (list) {
            for (Ticket ticket = list.poll(); ticket != null; ticket = list.poll()) {
                Choice choice = ticket.choose();
                if (choice != Choice.TOO_LATE) {
                    return choice == Choice.MUST_WAKE ? ticket.waiter : null;
                }
            }
            return null;
        }
    }

    private static void wakeAll(WaitList list) {
        while (!list.isEmpty()) {
            wakeOne(list);
        }
    }
}

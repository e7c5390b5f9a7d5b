package happensbefore.channels;

import happensbefore.channels.Waiter.Choice;
import org.jspecify.annotations.Nullable;

/// No place at all: a sender and a receiver meet, or one waits for the other.
///
/// - Invariant: never both a sender and a receiver stand in the lists with their waits undecided, unless
///   they are of one waiter; who comes second finds who came first.
/// - Linearizes: at the choice of the one that waits, under the lock. The item is in its ticket before that.
/// - Progress: the lock is held for a few steps, and never while a thread waits.
final class RendezvousConduit<T> extends Conduit<T> {
    /// A meeting, and who must still be woken: outside of the lock, which that thread may want.
    private record Met(Object item, @Nullable Waiter asleep) {
        void wake() {
            if (asleep != null) {
                asleep.wake();
            }
        }
    }

    private final WaitList senders = new WaitList(); // all: guarded by this
    private final WaitList receivers = new WaitList();
    private volatile boolean sendersGone;
    private volatile boolean receiversGone;

    RendezvousConduit(boolean patient) {
        super(patient);
    }

    @Override
    int capacity() {
        return 0;
    }

    @Override
    int size() {
        return 0;
    }

    // @start region="meet"
    @Override
    SendResult trySend(T value) {
        Met met = receivers.isEmpty() ? null : meetReceiver(value);
        if (met != null) {
            met.wake();
            return SendResult.SENT;
        }
        return receiversGone ? SendResult.CLOSED : SendResult.FULL;
    }

    private synchronized @Nullable Met meetReceiver(T value) {
        for (Ticket ticket = receivers.poll(); ticket != null; ticket = receivers.poll()) {
            ticket.item = value; // before the choice: the receiver reads it when it sees that
            Choice choice = ticket.choose();
            if (choice != Choice.TOO_LATE) {
                return new Met(value, choice == Choice.MUST_WAKE ? ticket.waiter : null);
            }
            ticket.item = null; // it has gone its way
        }
        return null;
    }

    @Override
    Object tryReceive() {
        Met met = senders.isEmpty() ? null : meetSender();
        if (met != null) {
            met.wake();
            return met.item();
        }
        return sendersGone ? Without.ENDED : Without.EMPTY;
    }

    private synchronized @Nullable Met meetSender() {
        for (Ticket ticket = senders.poll(); ticket != null; ticket = senders.poll()) {
            Object item = ticket.item; // before the choice: then the ticket is the sender's again
            Choice choice = ticket.choose();
            if (item != null && choice != Choice.TOO_LATE) {
                return new Met(item, choice == Choice.MUST_WAKE ? ticket.waiter : null);
            }
        }
        return null;
    }
    // @end

    @Override
    synchronized boolean enlistSender(Ticket ticket) {
        if (receiversGone || hasOther(receivers, ticket)) {
            return false;
        }
        senders.add(ticket);
        return true;
    }

    @Override
    synchronized boolean enlistReceiver(Ticket ticket) {
        if (sendersGone || hasOther(senders, ticket)) {
            return false;
        }
        ticket.item = null;
        receivers.add(ticket);
        return true;
    }

    /// A select that sends and receives here must not meet itself.
    private static boolean hasOther(WaitList list, Ticket ticket) {
        for (Ticket other = list.peek(); other != null; other = other.next) {
            if (other.waiter != ticket.waiter && other.waiter.isWaiting()) {
                return true;
            }
        }
        return false;
    }

    @Override
    synchronized void withdrawSender(Ticket ticket) {
        senders.remove(ticket);
    }

    @Override
    synchronized void withdrawReceiver(Ticket ticket) {
        receivers.remove(ticket);
    }

    @Override
    SendResult settleSender(Ticket ticket) {
        return ticket.item == Without.ENDED ? SendResult.CLOSED : SendResult.SENT;
    }

    @Override
    Object settleReceiver(Ticket ticket) {
        Object item = ticket.item;
        return item == null ? Without.EMPTY : item;
    }

    @Override
    synchronized void closeForSending() {
        sendersGone = true;
        refuseAll(receivers);
    }

    @Override
    synchronized void closeForReceiving() {
        receiversGone = true;
        refuseAll(senders);
    }

    private static void refuseAll(WaitList list) {
        for (Ticket ticket = list.poll(); ticket != null; ticket = list.poll()) {
            @Nullable Object item = ticket.item;
            ticket.item = Without.ENDED;
            switch (ticket.choose()) {
                case MUST_WAKE -> ticket.waiter.wake();
                case TOO_LATE -> ticket.item = item;
                case IS_AWAKE -> {}
            }
        }
    }

    @Override
    void passOnToSenders() {
        // who is woken has met somebody
    }

    @Override
    void passOnToReceivers() {
        // who is woken has met somebody
    }

    @Override
    boolean isWorthRetrying() {
        return false;
    }
}

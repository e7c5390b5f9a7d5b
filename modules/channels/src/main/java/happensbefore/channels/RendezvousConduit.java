package happensbefore.channels;

import org.jspecify.annotations.Nullable;

/// No place at all: a sender and a receiver meet, or one waits for the other.
///
/// - Invariant: never both a sender and a receiver stand in the lists with their waits undecided, unless
///   they are of one waiter; who comes second finds who came first.
/// - Linearizes: at the choice of the one that waits, under the lock. The item is in its ticket before that.
/// - Progress: the lock is held for a few steps, and never while a thread waits.
final class RendezvousConduit<T> extends Conduit<T> {
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
        if (receiversGone || receivers.isEmpty()) {
            return receiversGone ? SendResult.CLOSED : SendResult.FULL;
        }
        synchronized (this) {
            for (Ticket ticket = receivers.poll(); ticket != null; ticket = receivers.poll()) {
                ticket.item = value; // before the choice: the receiver reads it when it sees that
                if (ticket.choose()) {
                    return SendResult.SENT;
                }
                ticket.item = null; // it has gone its way
            }
        }
        return receiversGone ? SendResult.CLOSED : SendResult.FULL;
    }

    @Override
    Object tryReceive() {
        if (!senders.isEmpty()) {
            synchronized (this) {
                for (Ticket ticket = senders.poll(); ticket != null; ticket = senders.poll()) {
                    Object item = ticket.item; // before the choice: then it is the sender's again
                    if (item != null && ticket.choose()) {
                        return item;
                    }
                }
            }
        }
        return sendersGone ? Without.ENDED : Without.EMPTY;
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
            if (!ticket.choose()) {
                ticket.item = item;
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

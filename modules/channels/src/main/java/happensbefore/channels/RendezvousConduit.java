package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// No place at all: a sender and a receiver meet, or one waits for the other.
///
/// Who comes first and is alone waits in front; those who come while somebody waits there stand in the lists. So two
/// threads that meet again and again need no lock.
///
/// - Invariant: never both a sender and a receiver wait undecided, unless they are of one waiter. Who enlists
///   shows itself and then looks for the other side; all four accesses are volatile, so one of two sees the other
///   (Dekker's argument).
/// - A ticket is taken out by one thread, which alone may choose it; its item is in it before that.
/// - Linearizes: at the choice of the one that waits.
/// - Progress: a lock is held for a few steps, to reach those behind the front, and never while a thread waits.
final class RendezvousConduit<T> extends Conduit<T> {
    /// One of the two sides.
    private static final class Side {
        final WaitList list = new WaitList(); // guarded by the conduit, except isEmpty
        volatile boolean gone;
    }

    private static final VarHandle FRONT;

    static {
        try {
            FRONT = MethodHandles.lookup()
                    .findVarHandle(RendezvousConduit.class, "front", Ticket.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Side senders = new Side();
    private final Side receivers = new Side();
    private volatile @Nullable Ticket front; // of either side

    RendezvousConduit(boolean patient) {
        super(patient);
    }

    @Override
    Patience patienceOfCurrentThread() {
        return Patience.atAMeeting();
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
        for (Ticket met = takeOut(receivers); met != null; met = takeOut(receivers)) {
            met.item = value; // before the choice: the receiver reads it when it sees that
            if (met.chooseAndWake()) {
                return SendResult.SENT;
            }
        }
        return receivers.gone ? SendResult.CLOSED : SendResult.FULL;
    }

    @Override
    Object tryReceive() {
        for (Ticket met = takeOut(senders); met != null; met = takeOut(senders)) {
            if (met.chooseAndWake()) {
                return met.passedOver();
            }
        }
        return senders.gone ? Without.ENDED : Without.EMPTY;
    }

    /// Who has waited longest there; its wait may have been decided otherwise.
    private @Nullable Ticket takeOut(Side side) {
        for (Ticket seen = front; seen != null && seen.isSender == (side == senders); seen = front) {
            if (FRONT.compareAndSet(this, seen, (Ticket) null)) {
                return seen;
            }
        }
        return side.list.isEmpty() ? null : poll(side.list);
    }

    private synchronized @Nullable Ticket poll(WaitList list) {
        return list.poll();
    }
    // @end

    @Override
    boolean enlistSender(Ticket ticket) {
        return enlist(ticket, senders, receivers);
    }

    @Override
    boolean enlistReceiver(Ticket ticket) {
        return enlist(ticket, receivers, senders);
    }

    // @start region="enlist"
    private boolean enlist(Ticket ticket, Side own, Side other) {
        if (!own.list.isEmpty() || !FRONT.compareAndSet(this, (Ticket) null, ticket)) {
            if (isOther(front, ticket)) {
                return false;
            }
            addBehind(ticket, own.list);
        }
        if (!other.gone && !isOther(front, ticket) && !hasOther(other.list, ticket)) {
            return true;
        }
        return !takeBack(ticket, own.list); // taken out by another: that one is about to choose it
    }
    // @end

    private synchronized void addBehind(Ticket ticket, WaitList list) {
        list.add(ticket);
    }

    /// A select that sends and receives here must not meet itself.
    private static boolean isOther(@Nullable Ticket waiting, Ticket ticket) {
        return waiting != null
                && waiting.isSender != ticket.isSender
                && waiting.waiter != ticket.waiter
                && waiting.waiter.isWaiting();
    }

    private boolean hasOther(WaitList list, Ticket ticket) {
        return !list.isEmpty() && listHasOther(list, ticket);
    }

    private synchronized boolean listHasOther(WaitList list, Ticket ticket) {
        for (Ticket other = list.peek(); other != null; other = other.next) {
            if (isOther(other, ticket)) {
                return true;
            }
        }
        return false;
    }

    /// False when it stood nowhere any more.
    private boolean takeBack(Ticket ticket, WaitList list) {
        return (front == ticket && FRONT.compareAndSet(this, ticket, (Ticket) null)) || remove(ticket, list);
    }

    private synchronized boolean remove(Ticket ticket, WaitList list) {
        return list.remove(ticket);
    }

    @Override
    void withdrawSender(Ticket ticket) {
        boolean _ = takeBack(ticket, senders.list);
    }

    @Override
    void withdrawReceiver(Ticket ticket) {
        boolean _ = takeBack(ticket, receivers.list);
    }

    @Override
    SendResult settleSender(Ticket ticket) {
        return ticket.item == Without.ENDED ? SendResult.CLOSED : SendResult.SENT;
    }

    @Override
    Object settleReceiver(Ticket ticket) {
        return ticket.passedOver();
    }

    @Override
    void closeForSending() {
        senders.gone = true;
        refuseAll(receivers);
    }

    @Override
    void closeForReceiving() {
        receivers.gone = true;
        refuseAll(senders);
    }

    private void refuseAll(Side side) {
        for (Ticket ticket = takeOut(side); ticket != null; ticket = takeOut(side)) {
            ticket.item = Without.ENDED;
            boolean _ = ticket.chooseAndWake();
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

package happensbefore.channels;

/// The calls that wait: try, have patience, enlist and wait for the choice, settle it; again until it is
/// done.
final class Waiting {
    private static final int ONLY_CASE = 0;

    private Waiting() {}

    // @start region="receive"
    /// A value, or [Conduit.Without]: `EMPTY` when the time is over.
    static Object receive(Conduit<?> conduit, Deadline deadline) throws InterruptedException {
        Patience patience = conduit.patience();
        Object got = conduit.isWorthRetrying() ? tryReceive(conduit, deadline, patience) : Conduit.Without.EMPTY;
        if (got != Conduit.Without.EMPTY) {
            return got;
        }
        while (true) {
            Waiter waiter = new Waiter();
            Ticket ticket = Ticket.ofReceiver(waiter, ONLY_CASE);
            boolean enlisted = conduit.enlistReceiver(ticket);
            int chosen = enlisted ? waiter.await(deadline, patience) : waiter.cancel();
            if (enlisted && chosen != ONLY_CASE) {
                conduit.withdrawReceiver(ticket); // who chooses it takes it out
            }
            Object settled = chosen == ONLY_CASE ? conduit.settleReceiver(ticket) : null;
            got = settled == null ? conduit.tryReceive() : settled;
            if (chosen == ONLY_CASE) {
                conduit.passOnToReceivers(); // used or not, the wake-up belongs to whoever waits next
            }
            if (got != Conduit.Without.EMPTY) {
                return got; // also when the time is over or an interrupt has come: what was taken is not lost
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline.isOver()) {
                return Conduit.Without.EMPTY;
            }
        }
    }
    // @end

    private static Object tryReceive(Conduit<?> conduit, Deadline deadline, Patience patience) {
        Object got = conduit.tryReceive();
        for (int turn = 0; turn < patience.turns() && got == Conduit.Without.EMPTY && !deadline.isOver(); turn++) {
            patience.pause(turn);
            got = conduit.tryReceive();
        }
        return got;
    }

    /// `FULL` when the time is over.
    static <T> SendResult send(Conduit<T> conduit, T value, Deadline deadline) throws InterruptedException {
        Patience patience = conduit.patience();
        SendResult result = conduit.isWorthRetrying() ? trySend(conduit, value, deadline, patience) : SendResult.FULL;
        if (result != SendResult.FULL) {
            return result;
        }
        while (true) {
            Waiter waiter = new Waiter();
            Ticket ticket = Ticket.ofSender(waiter, ONLY_CASE, value);
            boolean enlisted = conduit.enlistSender(ticket);
            int chosen = enlisted ? waiter.await(deadline, patience) : waiter.cancel();
            if (enlisted && chosen != ONLY_CASE) {
                conduit.withdrawSender(ticket);
            }
            SendResult settled = chosen == ONLY_CASE ? conduit.settleSender(ticket) : null;
            result = settled == null ? conduit.trySend(value) : settled;
            if (chosen == ONLY_CASE) {
                conduit.passOnToSenders();
            }
            if (result != SendResult.FULL) {
                return result;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline.isOver()) {
                return SendResult.FULL;
            }
        }
    }

    private static <T> SendResult trySend(Conduit<T> conduit, T value, Deadline deadline, Patience patience) {
        SendResult result = conduit.trySend(value);
        for (int turn = 0; turn < patience.turns() && result == SendResult.FULL && !deadline.isOver(); turn++) {
            patience.pause(turn);
            result = conduit.trySend(value);
        }
        return result;
    }
}

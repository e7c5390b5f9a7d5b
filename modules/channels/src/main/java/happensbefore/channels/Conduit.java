package happensbefore.channels;

import org.jspecify.annotations.Nullable;

/// What is between senders and receivers. Any number of threads may call anything here.
///
/// A call that must wait enlists a ticket and then waits for its choice. `enlist…` returns false when there
/// is something to do already and the ticket stands nowhere: the caller gives up its wait and tries again. A ticket
/// that was chosen must
/// be settled: a rendezvous has passed the item over, and any other conduit has only said that a try is
/// worth it. Who was woken that way must pass the wake-up on after its try, whether it used it or not.
abstract sealed class Conduit<T> permits BufferedConduit, RendezvousConduit {
    /// Why a try to receive has no value to give.
    enum Without {
        EMPTY,
        ENDED
    }

    private final boolean patient;

    /// @param patient whether a thread tries again before it parks: not where a test asks for parking
    Conduit(boolean patient) {
        this.patient = patient;
    }

    /// How long the calling thread tries again here before it parks.
    final Patience patience() {
        return patient ? patienceOfCurrentThread() : Patience.NONE;
    }

    Patience patienceOfCurrentThread() {
        return Patience.ofCurrentThread();
    }

    /// How many places there are; `Integer.MAX_VALUE` when there is no limit.
    abstract int capacity();

    /// How many items were in it at one moment of the call.
    abstract int size();

    abstract SendResult trySend(T value);

    /// A value or a [Without].
    abstract Object tryReceive();

    /// No sender is left.
    abstract void closeForSending();

    /// No receiver is left.
    abstract void closeForReceiving();

    abstract boolean enlistSender(Ticket ticket);

    abstract boolean enlistReceiver(Ticket ticket);

    abstract void withdrawSender(Ticket ticket);

    abstract void withdrawReceiver(Ticket ticket);

    /// What the choice of a sender's ticket settled; null when it must try.
    abstract @Nullable SendResult settleSender(Ticket ticket);

    /// What the choice of a receiver's ticket settled, a value or a [Without]; null when it must try.
    abstract @Nullable Object settleReceiver(Ticket ticket);

    /// After the try of a sender that was woken.
    abstract void passOnToSenders();

    /// After the try of a receiver that was woken.
    abstract void passOnToReceivers();

    /// Whether it helps to try again before enlisting: not where both sides would try and none would wait.
    abstract boolean isWorthRetrying();
}

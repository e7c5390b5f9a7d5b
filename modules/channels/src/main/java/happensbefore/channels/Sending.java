package happensbefore.channels;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A send of a [Select]. It is enabled while it has a value to send.
public final class Sending<T> extends Case {
    private final Conduit<T> conduit;
    private @Nullable T value;
    private @Nullable T refused;
    private boolean sent;

    Sending(Conduit<T> conduit, int number) {
        super(number);
        this.conduit = conduit;
    }

    /// Gives it the value to send, in place of any it has.
    public void offer(T value) {
        this.value = value;
    }

    /// Takes the value back: the case takes no part, as with Go's nil channel. Null when it has none.
    public @Nullable T withdrawOffer() {
        T withdrawn = value;
        value = null;
        return withdrawn;
    }

    /// When the last selection chose this case: true when the value was sent. False when no receiver is
    /// left; then [#refused] has it.
    public boolean isSent() {
        return sent;
    }

    /// When the last selection chose this case and no receiver was left: the value.
    public @Nullable T refused() {
        return refused;
    }

    @Override
    public boolean isEnabled() {
        return value != null;
    }

    @Override
    Conduit<T> conduit() {
        return conduit;
    }

    @Override
    boolean attempt() {
        T offered = value;
        return offered != null && accept(conduit.trySend(offered));
    }

    private boolean accept(SendResult result) {
        if (result == SendResult.FULL) {
            return false;
        }
        sent = result == SendResult.SENT;
        refused = sent ? null : value;
        value = null;
        return true;
    }

    @Override
    boolean settle(Ticket chosen) {
        SendResult settled = conduit.settleSender(chosen);
        return settled != null && accept(settled);
    }

    @Override
    Ticket ticket(Waiter waiter, int number) {
        return Ticket.ofSender(waiter, number, Objects.requireNonNull(value));
    }

    @Override
    boolean list(Ticket ticket) {
        return conduit.enlistSender(ticket);
    }

    @Override
    void unlist(Ticket ticket) {
        conduit.withdrawSender(ticket);
    }

    @Override
    void passOn() {
        conduit.passOnToSenders();
    }

    @Override
    void forget() {
        sent = false;
        refused = null;
    }
}

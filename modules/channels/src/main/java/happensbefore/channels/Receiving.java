package happensbefore.channels;

import org.jspecify.annotations.Nullable;

/// A receive of a [Select].
public final class Receiving<T> extends Case {
    private final Conduit<T> conduit;
    private boolean enabled = true;
    private boolean ended;
    private @Nullable T value;

    Receiving(Conduit<T> conduit, int number) {
        super(number);
        this.conduit = conduit;
    }

    /// When the last selection chose this case: what was received, or null at the channel's end.
    public @Nullable T value() {
        return value;
    }

    /// Whether the channel's end has been chosen.
    public boolean isEnded() {
        return ended;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    /// Takes part again. At the end of its channel it is chosen once more.
    public void enable() {
        enabled = true;
    }

    /// Takes no part, as Go's nil channel.
    public void disable() {
        enabled = false;
    }

    @Override
    Conduit<T> conduit() {
        return conduit;
    }

    @Override
    boolean attempt() {
        return accept(conduit.tryReceive());
    }

    private boolean accept(Object got) {
        if (got == Conduit.Without.EMPTY) {
            return false;
        }
        if (got == Conduit.Without.ENDED) {
            ended = true;
            enabled = false;
        } else {
            value = Receiver.cast(got);
        }
        return true;
    }

    @Override
    boolean settle(Ticket chosen) {
        Object settled = conduit.settleReceiver(chosen);
        return settled != null && accept(settled);
    }

    @Override
    Ticket ticket(Waiter waiter, int number) {
        return Ticket.ofReceiver(waiter, number);
    }

    @Override
    boolean list(Ticket ticket) {
        return conduit.enlistReceiver(ticket);
    }

    @Override
    void unlist(Ticket ticket) {
        conduit.withdrawReceiver(ticket);
    }

    @Override
    void passOn() {
        conduit.passOnToReceivers();
    }

    @Override
    void forget() {
        value = null;
    }
}

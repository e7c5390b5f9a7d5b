package happensbefore.channels;

import org.jspecify.annotations.Nullable;

/// One of the things that a [Select] may do. For the thread that selects, between two selections.
public abstract sealed class Case permits Receiving, Sending {
    private final int number;
    private @Nullable Ticket enlisted;

    Case(int number) {
        this.number = number;
    }

    /// Whether it takes part in selections.
    public abstract boolean isEnabled();

    abstract Conduit<?> conduit();

    /// True when it was done, or is known never to be.
    abstract boolean attempt();

    /// True when whoever chose that ticket has also done the case.
    abstract boolean settle(Ticket chosen);

    abstract Ticket ticket(Waiter waiter, int number);

    abstract boolean list(Ticket ticket);

    abstract void unlist(Ticket ticket);

    abstract void passOn();

    abstract void forget();

    final boolean enlist(Waiter waiter) {
        Ticket ticket = ticket(waiter, number);
        if (list(ticket)) {
            enlisted = ticket;
            return true;
        }
        return false;
    }

    /// After it was chosen: who chooses a ticket takes it out.
    final boolean settle() {
        Ticket chosen = enlisted;
        enlisted = null;
        return chosen != null && settle(chosen);
    }

    final void withdraw() {
        Ticket ticket = enlisted;
        enlisted = null;
        if (ticket != null) {
            unlist(ticket);
        }
    }
}

package happensbefore.channels;

/// One of the things that a [Select] may do. For the thread that selects, between two selections.
public abstract sealed class Case permits Receiving, Sending {
    final Ticket ticket;
    private boolean enlisted;

    Case(Ticket ticket) {
        this.ticket = ticket;
    }

    /// Whether it takes part in selections.
    public abstract boolean isEnabled();

    abstract Conduit<?> conduit();

    /// True when it was done, or is known never to be.
    abstract boolean attempt();

    /// True when whoever chose this case has also done it.
    abstract boolean settle();

    abstract boolean list();

    abstract void unlist();

    abstract void passOn();

    abstract void forget();

    final boolean enlist() {
        enlisted = true;
        return list();
    }

    final void leave(boolean takenOut) {
        if (enlisted && !takenOut) {
            unlist();
        }
        enlisted = false;
    }
}

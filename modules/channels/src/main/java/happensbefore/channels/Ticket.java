package happensbefore.channels;

import org.jspecify.annotations.Nullable;

/// A waiter's place in one list: for the case `number` of its wait.
final class Ticket {
    final Waiter waiter;
    final int number;

    @Nullable
    Ticket previous; // this and below: guarded by the list's lock

    @Nullable
    Ticket next;

    boolean listed;
    /// What a rendezvous passes over: from a waiting sender, or to a waiting receiver. Written before the
    /// choice.
    @Nullable
    Object item;

    Ticket(Waiter waiter, int number) {
        this.waiter = waiter;
        this.number = number;
    }

    Waiter.Choice choose() {
        return waiter.choose(number);
    }
}

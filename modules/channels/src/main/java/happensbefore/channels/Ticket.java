package happensbefore.channels;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A waiter's place at one end of a channel, for the case `number` of its wait. For one wait: who still holds one from
/// an earlier wait finds that decided.
final class Ticket {
    final Waiter waiter;
    final boolean isSender;
    private final int number;

    @Nullable
    Ticket previous; // this and below: guarded by the list's lock

    @Nullable
    Ticket next;

    boolean listed;
    /// What a rendezvous passes over: from a waiting sender, or to a waiting receiver. Written before the
    /// choice.
    @Nullable
    Object item;

    private Ticket(Waiter waiter, int number, @Nullable Object item) {
        this.waiter = waiter;
        this.number = number;
        this.item = item;
        isSender = item != null;
    }

    static Ticket ofSender(Waiter waiter, int number, Object value) {
        return new Ticket(waiter, number, value);
    }

    static Ticket ofReceiver(Waiter waiter, int number) {
        return new Ticket(waiter, number, null);
    }

    Object passedOver() {
        return Objects.requireNonNull(item);
    }

    Waiter.Choice choose() {
        return waiter.choose(number);
    }

    /// False when the wait has been decided otherwise. Not under a lock, which the thread that wakes up would want.
    boolean chooseAndWake() {
        Waiter.Choice choice = choose();
        if (choice == Waiter.Choice.MUST_WAKE) {
            waiter.wake();
        }
        return choice != Waiter.Choice.TOO_LATE;
    }
}

// It returns the number before the increment, so the first ticket is 0.
package happensbefore.exercises.ticketcounter;

import java.util.concurrent.atomic.AtomicLong;

public final class TicketCounter {
    private final AtomicLong last = new AtomicLong();

    /// Takes the next number.
    ///
    /// @return a number that no other call returns
    public long next() {
        return last.getAndIncrement();
    }

    /// How many numbers were given out so far.
    public long issued() {
        return last.get(); // volatile read: pairs with the increment, so it is never behind a number already returned
    }
}

// The increment is one step, but the number is read in a second one, when it may already be another thread's.
package happensbefore.exercises.ticketcounter;

import java.util.concurrent.atomic.AtomicLong;

public final class TicketCounter {
    private final AtomicLong last = new AtomicLong();

    /// Takes the next number.
    ///
    /// @return a number that no other call returns
    public long next() {
        last.incrementAndGet();
        return last.get();
    }

    /// How many numbers were given out so far.
    public long issued() {
        return last.get(); // volatile read: pairs with the increment, so it is never behind a number already returned
    }
}

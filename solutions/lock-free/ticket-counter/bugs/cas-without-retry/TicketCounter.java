// A compare-and-set that fails has written nothing, yet the number is returned all the same.
package happensbefore.exercises.ticketcounter;

import java.util.concurrent.atomic.AtomicLong;

public final class TicketCounter {
    private final AtomicLong last = new AtomicLong();

    /// Takes the next number.
    ///
    /// @return a number that no other call returns
    public long next() {
        long seen = last.get();
        last.compareAndSet(seen, seen + 1);
        return seen + 1;
    }

    /// How many numbers were given out so far.
    public long issued() {
        return last.get(); // volatile read: pairs with the increment, so it is never behind a number already returned
    }
}

package happensbefore.exercises.ticketcounter;

import java.util.concurrent.atomic.AtomicLong;

/// Gives out numbers for export batches: 1, 2, 3, and so on, to any number of threads.
///
/// - Invariant: `last` is the highest number given out, and every number up to it was returned by exactly one call.
/// - Linearizes: `next` at its increment, `issued` at its read.
/// - Progress: wait-free where the processor has an atomic add, lock-free elsewhere.
public final class TicketCounter {
    private final AtomicLong last = new AtomicLong();

    /// Takes the next number.
    ///
    /// @return a number that no other call returns
    public long next() {
        return last.incrementAndGet(); // the number comes from the increment itself: a later read may see another's
    }

    /// How many numbers were given out so far.
    public long issued() {
        return last.get(); // volatile read: pairs with the increment, so it is never behind a number already returned
    }
}

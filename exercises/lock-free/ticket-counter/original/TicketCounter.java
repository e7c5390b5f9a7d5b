package happensbefore.exercises.ticketcounter;

/// Gives out numbers for export batches: 1, 2, 3, and so on, to any number of threads.
public final class TicketCounter {
    private volatile long last;

    /// Takes the next number.
    ///
    /// @return a number that no other call returns
    public long next() {
        last++;
        return last;
    }

    /// How many numbers were given out so far.
    public long issued() {
        return last;
    }
}

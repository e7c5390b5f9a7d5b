// The lock is the boxed number itself, and every call replaces it: two threads lock two different objects.
package happensbefore.exercises.ticketcounter;

public final class TicketCounter {
    private volatile Long last = 0L;

    public long next() {
        synchronized (last) {
            last = last + 1;
            return last;
        }
    }

    public long issued() {
        return last;
    }
}

package happensbefore.exercises.allornothing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Books several things at once: all of them, or none.
public final class AllOrNothing {
    /// One thing to book, and how to undo that.
    public interface Booking<T> {
        /// May be slow; an interrupt asks it to stop, and it may succeed all the same.
        T book() throws Exception;

        void undo(T receipt);
    }

    private AllOrNothing() {}

    /// Books all at the same time.
    ///
    /// @return the receipts, in the order of the bookings
    /// @throws ExecutionException when a booking failed; nothing is booked any more
    /// @throws InterruptedException when the caller was interrupted; nothing is booked any more
    public static <T> List<T> book(List<? extends Booking<T>> bookings)
            throws ExecutionException, InterruptedException {
        List<T> receipts = new ArrayList<>();
        for (Booking<T> booking : bookings) {
            try {
                receipts.add(booking.book());
            } catch (Exception e) {
                undo(bookings, receipts, e);
                if (e instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                throw new ExecutionException(e);
            }
        }
        return receipts;
    }

    private static <T> void undo(List<? extends Booking<T>> bookings, List<T> receipts, Exception why) {
        for (int i = 0; i < receipts.size(); i++) {
            try {
                bookings.get(i).undo(receipts.get(i));
            } catch (RuntimeException e) {
                why.addSuppressed(e);
            }
        }
    }
}

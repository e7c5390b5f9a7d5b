package happensbefore.exercises.allornothing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        List<Future<T>> calls = new ArrayList<>();
        awaitAll(bookings, calls);
        return calls.stream().map(Future::resultNow).toList();
    }

    /// Every call has ended when this returns or throws.
    private static <T> void awaitAll(List<? extends Booking<T>> bookings, List<Future<T>> calls)
            throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<T> ended = new ExecutorCompletionService<>(threads);
            bookings.forEach(booking -> calls.add(ended.submit(booking::book)));
            try {
                for (int i = 0; i < calls.size(); i++) {
                    ended.take().get();
                }
            } catch (ExecutionException | InterruptedException e) {
                undo(bookings, calls, e);
                throw e;
            } finally {
                threads.shutdownNow(); // close waits for what this interrupts
            }
        }
    }

    private static <T> void undo(List<? extends Booking<T>> bookings, List<Future<T>> calls, Exception why) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).state() == Future.State.SUCCESS) {
                try {
                    bookings.get(i).undo(calls.get(i).resultNow());
                } catch (RuntimeException e) {
                    why.addSuppressed(e);
                }
            }
        }
    }
}

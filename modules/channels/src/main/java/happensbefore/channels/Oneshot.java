package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A channel for one value or one error. Either side may go away first, and the other is told.
///
/// - Invariant: one state word says all, and a value has exactly one owner: the receiver that took it, or the
///   sender, who has it back from a [ReceiverGoneException].
/// - Linearizes: at the CAS that changes the state; a receipt, at its read.
/// - Progress: all is lock-free but `receive`, which parks. Nothing spins.
/// - Memory: what a thread did before it sent, failed or closed happens-before what follows the receipt of that.
///
/// The single-use future of Multilisp (Halstead, 1985), with an end for each side, as Tokio's `oneshot` has them.
/// Any number of threads may send, and one does. The receiver is for one thread at a time. A thread that is
/// interrupted, or whose time ends, at the moment the value comes has the value: the interrupt is kept for later.
public final class Oneshot<T> {
    // @start region="states"
    // EMPTY            -> Waiter                         the receiver is about to park
    // Waiter           -> EMPTY                          its time ended, or it was interrupted
    // EMPTY, Waiter    -> a value, Failed, SENDER_GONE   the sender: send, fail, close
    // EMPTY            -> RECEIVER_GONE                  the receiver: close
    // a value          -> TAKEN                          the receiver: receive
    // a value          -> RECEIVER_GONE                  the receiver: close
    private record Waiter(Thread thread) {}

    private record Failed(Throwable cause) {}

    private enum Mark {
        SENDER_GONE,
        RECEIVER_GONE,
        TAKEN
    }
    // @end

    private static final VarHandle STATE;
    private static final long FOREVER = Long.MAX_VALUE; // nanoseconds

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Oneshot.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Object state; // null: EMPTY

    /// Where the value goes in. Close it in any case: a receiver must not wait for who gave up.
    public final class Sender implements AutoCloseable {
        private Sender() {}

        /// Hands the value over.
        ///
        /// @throws ReceiverGoneException when nobody will receive it; the exception gives the value back
        /// @throws IllegalStateException when something was sent before, or this side was closed
        public void send(T value) throws ReceiverGoneException {
            Objects.requireNonNull(value, "value");
            if (!settle(value)) {
                throw new ReceiverGoneException(value);
            }
        }

        /// Hands an error over instead of a value.
        ///
        /// @return false when nobody will receive it
        /// @throws IllegalStateException when something was sent before, or this side was closed
        public boolean fail(Throwable cause) {
            return settle(new Failed(Objects.requireNonNull(cause, "cause")));
        }

        /// Whether the receiver has gone: then the work for it can stop.
        public boolean isReceiverGone() {
            return state == Mark.RECEIVER_GONE;
        }

        /// Tells the receiver that nothing will come, unless something was sent. Idempotent.
        @Override
        public void close() {
            changeWhileOpen(Mark.SENDER_GONE);
        }
    }

    /// Where the value comes out.
    public final class Receiver implements AutoCloseable {
        private Receiver() {}

        /// Waits for the value for as long as it takes.
        ///
        /// @throws SenderGoneException when the sender closed without sending
        /// @throws ExecutionException when the sender sent an error: its cause
        /// @throws IllegalStateException when the value was received before, this side was closed, or
        ///     another thread waits here
        public T receive() throws InterruptedException, SenderGoneException, ExecutionException {
            try {
                return take(await(FOREVER));
            } catch (TimeoutException e) {
                throw new IllegalStateException("292 years are over", e);
            }
        }

        /// Waits for the value for a time, and no shorter. A value that comes later can still be received.
        ///
        /// @throws TimeoutException when nothing came in time
        /// @throws SenderGoneException when the sender closed without sending
        /// @throws ExecutionException when the sender sent an error: its cause
        /// @throws IllegalStateException as [#receive()]
        public T receive(Duration timeout)
                throws InterruptedException, SenderGoneException, ExecutionException, TimeoutException {
            return take(await(TimeUnit.NANOSECONDS.convert(timeout)));
        }

        /// The value, if it is there now.
        ///
        /// @throws SenderGoneException when the sender closed without sending
        /// @throws ExecutionException when the sender sent an error: its cause
        /// @throws IllegalStateException when the value was received before, or this side was closed
        public Optional<T> tryReceive() throws SenderGoneException, ExecutionException {
            Object seen = state;
            return seen == null ? Optional.empty() : Optional.of(take(seen));
        }

        /// Goes away. A value that was sent and not received is dropped; see [#closeAndGet()]. Idempotent.
        @Override
        public void close() {
            closeAndGet();
        }

        /// Goes away with the value that was sent and not received, if there is one. From now on a sender keeps
        /// its value, so that nobody's is lost: it is in the return value here, or in the sender's exception.
        public Optional<T> closeAndGet() {
            if (changeWhileOpen(Mark.RECEIVER_GONE)) {
                return Optional.empty();
            }
            Object seen = state;
            if (seen == null || seen instanceof Mark || seen instanceof Failed) {
                return Optional.empty();
            }
            return Optional.of(taken(seen, Mark.RECEIVER_GONE));
        }
    }

    /// The handle to send with. All of one channel's are the same.
    public Sender sender() {
        return new Sender();
    }

    /// The handle to receive with. All of one channel's are the same.
    public Receiver receiver() {
        return new Receiver();
    }

    // @start region="settle"
    /// False when the receiver has gone.
    private boolean settle(Object outcome) {
        if (changeWhileOpen(outcome)) {
            return true;
        }
        if (state == Mark.RECEIVER_GONE) {
            return false;
        }
        throw new IllegalStateException("the sender has sent, or was closed");
    }

    private boolean changeWhileOpen(Object next) {
        while (true) {
            Object seen = state;
            if (seen != null && !(seen instanceof Waiter)) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, next)) { // release: pairs with the reads in await and tryReceive
                if (seen instanceof Waiter waiter) {
                    LockSupport.unpark(waiter.thread());
                }
                return true;
            }
        }
    }
    // @end

    // @start region="await"
    /// The state that ended the wait.
    private Object await(long nanos) throws InterruptedException, TimeoutException {
        Object seen = state;
        if (seen != null) {
            return seen;
        }
        Waiter me = new Waiter(Thread.currentThread());
        long start = nanos == FOREVER ? 0 : System.nanoTime();
        if (!STATE.compareAndSet(this, null, me)) {
            return settled();
        }
        while (true) {
            boolean interrupted = Thread.interrupted();
            long left = nanos == FOREVER ? FOREVER : nanos - (System.nanoTime() - start);
            if ((interrupted || left <= 0) && STATE.compareAndSet(this, me, null)) {
                if (interrupted) {
                    throw new InterruptedException();
                }
                throw new TimeoutException("nothing came within " + Duration.ofNanos(nanos));
            }
            if (interrupted) {
                Thread.currentThread().interrupt(); // the sender came first: the interrupt is kept for later
                return settled();
            }
            park(left); // returns at once when the unpark came first
            if (state != me) {
                return settled();
            }
        }
    }

    private Object settled() {
        return Objects.requireNonNull(state);
    }
    // @end

    private void park(long nanos) {
        if (nanos == FOREVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    // @start region="take"
    private T take(Object seen) throws SenderGoneException, ExecutionException {
        switch (seen) {
            case Mark mark -> throw ended(mark);
            case Failed failed -> throw new ExecutionException(failed.cause());
            case Waiter _ -> throw new IllegalStateException("another thread waits here");
            default -> {
                return taken(seen, Mark.TAKEN);
            }
        }
    }

    /// Only the receiver changes the state when there is a value, so that no CAS is needed.
    @SuppressWarnings("unchecked") // only senders of this type put values in
    private T taken(Object value, Mark next) {
        STATE.setRelease(this, next);
        return (T) value;
    }
    // @end

    private static SenderGoneException ended(Mark mark) throws SenderGoneException {
        return switch (mark) {
            case SENDER_GONE -> new SenderGoneException();
            case TAKEN -> throw new IllegalStateException("the value was received before");
            case RECEIVER_GONE -> throw new IllegalStateException("the receiver was closed");
        };
    }

    /// Nobody will receive the value: the receiver has gone.
    public static final class ReceiverGoneException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Object value;

        private ReceiverGoneException(Object value) {
            super("the receiver has gone");
            this.value = value;
        }

        /// What was not sent; it is the caller's again.
        public Object value() {
            return value;
        }
    }

    /// Nothing will come: the sender closed without sending.
    public static final class SenderGoneException extends Exception {
        private static final long serialVersionUID = 1;

        private SenderGoneException() {
            super("the sender has gone without sending");
        }
    }
}

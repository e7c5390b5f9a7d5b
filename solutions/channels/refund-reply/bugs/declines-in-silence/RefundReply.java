package happensbefore.exercises.refundreply;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One reply that was paid for: it is received, or the money is given back once.
///
/// - Invariant: the state leaves `OPEN` once, and who moved it there does what follows.
/// - Linearizes: at the CAS of the state.
public final class RefundReply<T> {
    /// Whoever should have replied has declined.
    public static final class DeclinedException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private record Delivered<T>(T value) {}

    private enum Off {
        OPEN,
        DECLINED,
        GIVEN_UP
    }

    private final AtomicReference<Object> state = new AtomicReference<>(Off.OPEN);
    private final Runnable refund;
    private volatile @Nullable Thread asker;

    /// @param refund gives the money back
    public RefundReply(Runnable refund) {
        this.refund = refund;
    }

    /// Delivers the reply.
    ///
    /// @return false when it comes too late: then it is not received, and the money is the asker's
    public boolean deliver(T value) {
        boolean first = state.compareAndSet(Off.OPEN, new Delivered<>(value));
        LockSupport.unpark(asker);
        return first;
    }

    /// Says that no reply will come.
    public void decline() {
        callOff(Off.DECLINED);
    }

    /// Says that no reply is wanted any more.
    public void giveUp() {
        callOff(Off.GIVEN_UP);
    }

    /// Waits for the reply. For one thread.
    ///
    /// @throws DeclinedException when there will be none
    /// @throws TimeoutException when there was none in time, or nobody wants it any more
    public T await(Duration timeout) throws InterruptedException, TimeoutException, DeclinedException {
        long start = System.nanoTime();
        asker = Thread.currentThread(); // before the state is read: pairs with deliver, which writes the state first
        while (state.get() == Off.OPEN) {
            long left = TimeUnit.NANOSECONDS.convert(timeout) - (System.nanoTime() - start);
            if (Thread.interrupted()) {
                if (callOff(Off.GIVEN_UP)) {
                    throw new InterruptedException();
                }
                Thread.currentThread().interrupt();
            } else if (left <= 0) {
                callOff(Off.GIVEN_UP);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        return received(state.get());
    }

    private boolean callOff(Off reason) {
        boolean first = state.compareAndSet(Off.OPEN, reason);
        if (first) {
            refund.run();
        }
        return first;
    }

    @SuppressWarnings("unchecked") // only deliver makes one
    private T received(Object end) throws TimeoutException, DeclinedException {
        if (end instanceof Delivered<?> delivered) {
            return (T) delivered.value();
        }
        if (end == Off.DECLINED) {
            throw new DeclinedException();
        }
        throw new TimeoutException("no reply in time");
    }
}

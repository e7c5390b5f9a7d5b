package happensbefore.exercises.refundreply;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One reply that was paid for.
public final class RefundReply<T> {
    /// Whoever should have replied has declined.
    public static final class DeclinedException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final Runnable refund;
    private @Nullable T value; // guarded by this
    private boolean declined; // guarded by this

    /// @param refund gives the money back
    public RefundReply(Runnable refund) {
        this.refund = refund;
    }

    /// Delivers the reply.
    ///
    /// @return false when it comes too late: then it is not received, and the money is the asker's
    public synchronized boolean deliver(T value) {
        this.value = value;
        notifyAll();
        return true;
    }

    /// Says that no reply will come.
    public void decline() {
        refund.run();
        declined = true;
    }

    /// Says that no reply is wanted any more.
    public void giveUp() {
        refund.run();
    }

    /// Waits for the reply. For one thread.
    ///
    /// @throws DeclinedException when there will be none
    /// @throws TimeoutException when there was none in time, or nobody wants it any more
    public synchronized T await(Duration timeout) throws InterruptedException, TimeoutException, DeclinedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (value == null) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                refund.run();
                throw new TimeoutException("no reply in time");
            }
            if (declined) {
                throw new DeclinedException();
            }
            wait(left);
        }
        return value;
    }
}

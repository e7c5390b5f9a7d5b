package happensbefore.exercises.bytebudget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A number of bytes that may be in flight, given out in the order of the requests.
public final class ByteBudget {
    private static final class Request {
        final Thread thread = Thread.currentThread();
        final long bytes;
        volatile boolean served; // written under the monitor

        Request(long bytes) {
            this.bytes = bytes;
        }
    }

    private final long total;
    private final Queue<Request> waiting = new ArrayDeque<>(); // guarded by this
    private long free; // guarded by this

    public ByteBudget(long total) {
        this.total = total;
        this.free = total;
    }

    /// Takes bytes, for as long as it takes.
    ///
    /// @throws IllegalArgumentException when they are less than 1 or more than there are in all
    public void acquire(long bytes) throws InterruptedException {
        while (!tryAcquire(bytes, Duration.ofDays(36_500))) {
            Thread.onSpinWait();
        }
    }

    /// Takes bytes within a time.
    ///
    /// @return false when the time was over
    /// @throws IllegalArgumentException when they are less than 1 or more than there are in all
    public boolean tryAcquire(long bytes, Duration timeout) throws InterruptedException {
        if (bytes < 1 || bytes > total) {
            throw new IllegalArgumentException(bytes + " of " + total + " bytes");
        }
        Request request = enqueue(bytes);
        long start = System.nanoTime();
        boolean interrupted = false;
        while (!request.served) { // pairs with the write in serve
            long left = TimeUnit.NANOSECONDS.convert(timeout) - (System.nanoTime() - start);
            if ((interrupted || left <= 0) && leave(request)) {
                if (interrupted) {
                    throw new InterruptedException();
                }
                return false;
            }
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private synchronized Request enqueue(long bytes) {
        Request request = new Request(bytes);
        waiting.add(request);
        serve();
        return request;
    }

    /// False when it was served meanwhile.
    private synchronized boolean leave(Request request) {
        if (request.served) {
            return false;
        }
        waiting.remove(request);
        return true;
    }

    /// Gives bytes back.
    public synchronized void release(long bytes) {
        free += bytes;
        serve();
    }

    private void serve() {
        while (!waiting.isEmpty() && waiting.element().bytes <= free) {
            Request first = waiting.remove();
            free -= first.bytes;
            first.served = true;
            LockSupport.unpark(first.thread);
        }
    }

    /// How many bytes are free now.
    public synchronized long available() {
        return free;
    }
}

package happensbefore.channels;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call on a thread of its own, and its result. `close` interrupts it, in case it still waits.
final class Aside<R> implements AutoCloseable {
    private final FutureTask<R> call;
    private final Thread thread;

    private Aside(boolean virtual, Callable<R> callable) {
        call = new FutureTask<>(callable);
        thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon()).start(call);
    }

    static <R> Aside<R> start(boolean virtual, Callable<R> callable) {
        return new Aside<>(virtual, callable);
    }

    /// One receive; empty at the end of the channel.
    static <T> Aside<Optional<T>> receive(boolean virtual, Receiver<T> receiver) {
        return start(virtual, () -> Optional.ofNullable(receiver.receive()));
    }

    Aside<R> awaitBlocked() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return this;
    }

    Aside<R> interrupt() {
        thread.interrupt();
        return this;
    }

    boolean isDone() {
        return call.isDone();
    }

    /// What the call returned; what it threw comes out as it was.
    R result() throws Exception {
        try {
            return call.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        } catch (TimeoutException e) {
            StringBuilder trace = new StringBuilder("it still runs:");
            for (StackTraceElement frame : thread.getStackTrace()) {
                trace.append("\n    at ").append(frame);
            }
            throw new AssertionError(trace.toString(), e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

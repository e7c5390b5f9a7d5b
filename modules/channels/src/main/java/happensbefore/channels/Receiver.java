package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A handle to receive by. Each value goes to one receiver. When the last one of a channel is closed, sends
/// fail.
///
/// For any number of threads; give each owner a [#copy] of its own, so that each can close its own. A call
/// that waits can be interrupted: then nothing was taken. A value that was taken is returned, also when the
/// time ends or an interrupt comes at that moment; the interrupt stays set then.
public final class Receiver<T> implements AutoCloseable {
    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup()
                    .findVarHandle(Receiver.class, "closed", boolean.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Conduit<T> conduit;
    private final Handles handles;
    private volatile boolean closed;

    Receiver(Conduit<T> conduit, Handles handles) {
        this.conduit = conduit;
        this.handles = handles;
    }

    /// @throws IllegalStateException when this handle is closed
    Conduit<T> openConduit() {
        if (closed) {
            throw new IllegalStateException("this receiver is closed");
        }
        return conduit;
    }

    /// The next value; null at the end: no sender is left, and all was received.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; nothing was taken
    /// @throws IllegalStateException when this handle is closed
    public @Nullable T receive() throws InterruptedException {
        Object got = receive(Deadline.NEVER);
        return got == Conduit.Without.ENDED ? null : cast(got);
    }

    /// The next value, if it is there already.
    ///
    /// @throws IllegalStateException when this handle is closed
    public Received<T> tryReceive() {
        return Received.of(openConduit().tryReceive());
    }

    /// The next value, or nothing when there was none within the time. Zero and less do not wait.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; nothing was taken
    /// @throws IllegalStateException when this handle is closed
    public Received<T> receive(Duration timeout) throws InterruptedException {
        return Received.of(receive(Deadline.in(timeout)));
    }

    private Object receive(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Conduit<T> open = openConduit();
        Object got = open.tryReceive();
        return got == Conduit.Without.EMPTY && !deadline.isOver() ? Waiting.receive(open, deadline) : got;
    }

    /// Another handle on the same channel, to be closed on its own.
    ///
    /// @throws IllegalStateException when this handle is closed
    public Receiver<T> copy() {
        openConduit();
        if (!handles.add()) {
            throw new IllegalStateException("this receiver is closed");
        }
        return new Receiver<>(conduit, handles);
    }

    /// How many values are in the channel: exact for one moment of the call.
    public int size() {
        return conduit.size();
    }

    /// Closes this handle, once; with the last one, sends begin to fail, and what was not received is let go.
    @Override
    public void close() {
        List<T> _ = closeAndDrain();
    }

    /// Closes as above and returns what no receiver will get, oldest first: empty unless this was the last
    /// handle.
    public List<T> closeAndDrain() {
        List<T> left = new ArrayList<>();
        if (CLOSED.compareAndSet(this, false, true) && handles.remove()) {
            conduit.closeForReceiving();
            for (Object item = conduit.tryReceive(); !(item instanceof Conduit.Without); item = conduit.tryReceive()) {
                left.add(cast(item));
            }
        }
        return left;
    }

    @SuppressWarnings("unchecked") // a conduit holds values of type T and nothing else
    static <T> T cast(Object value) {
        return (T) value;
    }
}

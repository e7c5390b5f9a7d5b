package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;

/// A handle to send by. When the last one of a channel is closed, receivers get what is left and then see
/// the end.
///
/// For any number of threads; give each owner a [#copy] of its own, so that each can close its own. A call
/// that waits can be interrupted: then nothing was sent. What a thread did before it sent a value
/// happens-before what follows the receive of that value.
public final class Sender<T> implements AutoCloseable {
    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup()
                    .findVarHandle(Sender.class, "closed", boolean.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Conduit<T> conduit;
    private final Handles handles;
    private volatile boolean closed;

    Sender(Conduit<T> conduit, Handles handles) {
        this.conduit = conduit;
        this.handles = handles;
    }

    /// @throws IllegalStateException when this handle is closed
    Conduit<T> openConduit() {
        if (closed) {
            throw new IllegalStateException("this sender is closed");
        }
        return conduit;
    }

    /// Sends; waits while the channel is full, or for a receiver at a rendezvous.
    ///
    /// @throws ChannelClosedException with the value in it, when no receiver is left
    /// @throws InterruptedException when interrupted before or while it waits; the value was not sent
    /// @throws IllegalStateException when this handle is closed
    public void send(T value) throws InterruptedException {
        SendResult result = send(value, Deadline.NEVER);
        if (result == SendResult.CLOSED) {
            throw new ChannelClosedException(value);
        }
    }

    /// Sends, if that needs no waiting.
    ///
    /// @throws IllegalStateException when this handle is closed
    public SendResult trySend(T value) {
        return openConduit().trySend(Objects.requireNonNull(value, "value"));
    }

    /// Sends; `FULL` when it could not within the time. Zero and less do not wait.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; the value was not sent
    /// @throws IllegalStateException when this handle is closed
    public SendResult send(T value, Duration timeout) throws InterruptedException {
        return send(value, Deadline.in(timeout));
    }

    private SendResult send(T value, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Conduit<T> open = openConduit();
        SendResult result = open.trySend(value);
        return result == SendResult.FULL && !deadline.isOver() ? Waiting.send(open, value, deadline) : result;
    }

    /// Another handle on the same channel, to be closed on its own.
    ///
    /// @throws IllegalStateException when this handle is closed
    public Sender<T> copy() {
        openConduit();
        if (!handles.add()) {
            throw new IllegalStateException("this sender is closed");
        }
        return new Sender<>(conduit, handles);
    }

    /// How many values are in the channel: exact for one moment of the call.
    public int size() {
        return conduit.size();
    }

    /// The most values that an unbounded channel has held, as a send saw it; -1 for any other, which cannot
    /// grow.
    public long highWater() {
        return conduit instanceof UnboundedConduit<T> unbounded ? unbounded.deepest() : -1;
    }

    /// Closes this handle, once; the last one ends the stream. A thread that waits in a send by this handle
    /// goes on.
    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, false, true) && handles.remove()) {
            conduit.closeForSending();
        }
    }
}

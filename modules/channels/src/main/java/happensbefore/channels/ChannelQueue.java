package happensbefore.channels;

import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A bounded channel, seen as a blocking queue.
final class ChannelQueue<T> extends AbstractQueue<T> implements BlockingQueue<T> {
    private final BoundedConduit<T> conduit;

    ChannelQueue(BoundedConduit<T> conduit) {
        this.conduit = conduit;
    }

    /// @throws ChannelClosedException when no receiver is left
    @Override
    public boolean offer(T item) {
        return isSent(conduit.trySend(Objects.requireNonNull(item, "item")), item);
    }

    @Override
    public boolean offer(T item, long timeout, TimeUnit unit) throws InterruptedException {
        return isSent(send(item, Deadline.inNanos(unit.toNanos(timeout))), item);
    }

    @Override
    public void put(T item) throws InterruptedException {
        boolean _ = isSent(send(item, Deadline.NEVER), item);
    }

    private SendResult send(T item, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(item, "item");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Waiting.send(conduit, item, deadline);
    }

    private static boolean isSent(SendResult result, Object item) {
        return switch (result) {
            case SENT -> true;
            case FULL -> false;
            case CLOSED -> throw new ChannelClosedException(item);
        };
    }

    @Override
    public @Nullable T poll() {
        return valueOrNull(conduit.tryReceive());
    }

    @Override
    public @Nullable T poll(long timeout, TimeUnit unit) throws InterruptedException {
        return valueOrNull(receive(Deadline.inNanos(unit.toNanos(timeout))));
    }

    /// @throws IllegalStateException when nothing will come: no sender is left
    @Override
    public T take() throws InterruptedException {
        T item = valueOrNull(receive(Deadline.NEVER));
        if (item == null) {
            throw new IllegalStateException("no sender is left");
        }
        return item;
    }

    private Object receive(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Waiting.receive(conduit, deadline);
    }

    private @Nullable T valueOrNull(Object got) {
        return got instanceof Conduit.Without ? null : Receiver.cast(got);
    }

    @Override
    public @Nullable T peek() {
        Object item = conduit.peek();
        return item == null ? null : Receiver.cast(item);
    }

    @Override
    public int size() {
        return conduit.size();
    }

    @Override
    public int remainingCapacity() {
        return conduit.capacity() - conduit.size();
    }

    @Override
    public int drainTo(Collection<? super T> sink) {
        return drainTo(sink, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super T> sink, int maxElements) {
        if (sink == this) {
            throw new IllegalArgumentException("a queue cannot be drained to itself");
        }
        int drained = 0;
        while (drained < maxElements) {
            T item = poll();
            if (item == null) {
                break;
            }
            sink.add(item);
            drained++;
        }
        return drained;
    }

    /// Weakly consistent, oldest first: what stays in the queue is seen once.
    @Override
    public Iterator<T> iterator() {
        long end = Cursor.position(conduit.tail.get());
        long start = Cursor.position(conduit.head.get());
        return new Items(start, end);
    }

    private final class Items implements Iterator<T> {
        private final long end;
        private long position;
        private @Nullable Object next;

        Items(long start, long end) {
            this.position = start;
            this.end = end;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && position < end) {
                next = conduit.at(position++);
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public T next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            T item = Receiver.cast(next);
            advance();
            return item;
        }
    }
}

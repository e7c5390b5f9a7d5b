package happensbefore.channels;

import happensbefore.channels.Broadcast.Next.End;
import happensbefore.channels.Broadcast.Next.Item;
import happensbefore.channels.Broadcast.Next.Missed;
import happensbefore.channels.Sleepers.Sleeper;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A stream of messages from many senders to many subscribers: each sees all from its subscription on. Senders
/// never wait; a subscriber that falls behind by more than the capacity is told how many messages it has missed.
///
/// - Invariant: positions are given out without a gap. A slot's position only grows, by the length of the ring,
///   and what stands in a slot is immutable, so that nothing torn is ever read. `tail` lags by at most one.
/// - Linearizes: a send at its CAS of a slot; a subscription, at its read of `tail`.
/// - Progress: sends are lock-free, and any thread finishes another's half-done one; `receive` parks.
/// - Memory: what a thread did before it sent or closed happens-before what follows the receipt of that.
///
/// A ring whose writer overwrites, as in Tokio's `broadcast`; whoever meets a lagging tail moves it on, as in
/// Michael and Scott's queue (1996). The last messages stay in memory until others take their slots. Any number of
/// threads, virtual or not, may use a sender; a subscription is for one thread at a time.
public final class Broadcast<T> {
    /// What a subscriber finds next.
    public sealed interface Next<T> {
        /// How many messages were sent before this one, before the first missed, or in all.
        long position();

        /// A message.
        record Item<T>(long position, T value) implements Next<T> {}

        /// Messages that were overwritten before they were received.
        record Missed<T>(long position, long count) implements Next<T> {}

        /// All senders are closed, and there are no more messages. The end stays.
        record End<T>(long position) implements Next<T> {}
    }

    private static final int CLOSED = -1;
    private static final int MOST = 1 << 29;

    private final AtomicReferenceArray<@Nullable Next<T>> slots; // items, and an end
    private final AtomicLong tail = new AtomicLong(); // the position of the next message; stays at the end's
    private final AtomicInteger senders = new AtomicInteger(); // open ones, or CLOSED
    private final AtomicInteger subscribers = new AtomicInteger();
    private final Sleepers sleepers = new Sleepers();

    /// @param capacity how many messages a subscriber may be behind, from 1 to 2^29; there may be room for more
    public Broadcast(int capacity) {
        if (capacity < 1 || capacity > MOST) {
            throw new IllegalArgumentException("a capacity of " + capacity + ", and not from 1 to " + MOST);
        }
        slots = new AtomicReferenceArray<>(Integer.highestOneBit(capacity) * 2); // one slot more, for the end
    }

    /// Another handle to send with.
    ///
    /// @throws IllegalStateException when the last one was closed: then the stream has ended
    public Sender sender() {
        int seen;
        do {
            seen = senders.get();
            if (seen == CLOSED) {
                throw new IllegalStateException("the last sender was closed");
            }
        } while (!senders.compareAndSet(seen, seen + 1));
        return new Sender();
    }

    /// A subscription to all messages that are sent from now on.
    public Subscription subscribe() {
        subscribers.incrementAndGet();
        return new Subscription(sent());
    }

    /// How many subscriptions are open.
    public int subscribers() {
        return subscribers.get();
    }

    /// How many messages were sent.
    public long sent() {
        while (true) {
            long position = tail.get();
            Next<T> seen = slots.get(index(position));
            if (!(seen instanceof Item) || seen.position() != position) {
                return position;
            }
            tail.compareAndSet(position, position + 1);
        }
    }

    private int index(long position) {
        return (int) position & (slots.length() - 1);
    }

    // @start region="publish"
    private void send(T value) {
        while (true) {
            long position = sent();
            if (publish(position, new Item<>(position, value))) {
                tail.compareAndSet(position, position + 1); // or somebody has done it
                sleepers.wakeAll();
                return;
            }
            if (slots.get(index(position)) instanceof End) {
                throw new IllegalStateException("all senders are closed");
            }
        }
    }

    private void end() {
        long position;
        do {
            position = sent();
        } while (!publish(position, new End<>(position))); // and tail stays: nothing comes after it
        sleepers.wakeAll();
    }

    /// False when another thread has published at that position.
    private boolean publish(long position, Next<T> next) {
        int index = index(position);
        Next<T> seen = slots.get(index);
        boolean free = seen == null ? position < slots.length() : seen.position() == position - slots.length();
        return free && slots.compareAndSet(index, seen, next); // release: pairs with the read in Subscription.poll
    }
    // @end

    /// Where messages go in. The stream ends when the last sender is closed.
    public final class Sender implements AutoCloseable {
        private final AtomicBoolean closed = new AtomicBoolean();

        private Sender() {}

        /// Sends to all subscribers, and overwrites the oldest message when the ring is full. Never waits.
        ///
        /// @return how many subscriptions are open now; with none, nobody will receive the message
        /// @throws IllegalStateException when this sender was closed
        public int send(T value) {
            Objects.requireNonNull(value, "value");
            if (closed.get()) {
                throw new IllegalStateException("this sender was closed");
            }
            Broadcast.this.send(value);
            return subscribers.get();
        }

        /// Closes this sender; if it is the last, subscribers find the end behind the last message. Idempotent.
        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            int seen;
            do {
                seen = senders.get();
            } while (!senders.compareAndSet(seen, seen == 1 ? CLOSED : seen - 1));
            if (seen == 1) {
                end();
            }
        }
    }

    /// Where messages come out: all that were sent since it was made, in one order for all subscribers.
    public final class Subscription implements AutoCloseable {
        private final Sleeper sleeper = new Sleeper();
        private long cursor; // the position of what comes next
        private volatile boolean closed;

        private Subscription(long cursor) {
            this.cursor = cursor;
        }

        /// Waits for what comes next for as long as it takes.
        ///
        /// @throws IllegalStateException when this subscription was closed
        public Next<T> receive() throws InterruptedException {
            Next<T> next = poll();
            while (next == null) {
                sleepers.sleepUntil(this::isReady, sleeper, Sleepers.FOREVER);
                next = poll();
            }
            return next;
        }

        /// Waits for what comes next for a time, and no shorter.
        ///
        /// @throws TimeoutException when nothing came in time
        /// @throws IllegalStateException when this subscription was closed
        public Next<T> receive(Duration timeout) throws InterruptedException, TimeoutException {
            Next<T> next = poll();
            if (next == null && sleepers.sleepUntil(this::isReady, sleeper, Sleepers.nanos(timeout))) {
                next = poll();
            }
            if (next == null) {
                throw new TimeoutException("nothing came within " + timeout);
            }
            return next;
        }

        /// What comes next, if it is there now.
        ///
        /// @throws IllegalStateException when this subscription was closed
        public Optional<Next<T>> tryReceive() {
            return Optional.ofNullable(poll());
        }

        /// The position of what comes next. For the thread that receives.
        public long position() {
            return cursor;
        }

        private boolean isReady() {
            Next<T> seen = slots.get(index(cursor));
            return closed || (seen != null && seen.position() >= cursor);
        }

        // @start region="poll"
        private @Nullable Next<T> poll() {
            if (closed) {
                throw new IllegalStateException("this subscription was closed");
            }
            Next<T> seen = slots.get(index(cursor)); // acquire: pairs with the CAS in publish
            if (seen == null || seen.position() < cursor) {
                return null;
            }
            if (seen.position() > cursor) {
                return missed(seen.position());
            }
            if (seen instanceof Item) {
                cursor++;
            }
            return seen;
        }

        /// Goes on with the oldest message that is left.
        private Next<T> missed(long overwrittenBy) {
            long first = cursor;
            long end = sent();
            long newest = slots.get(index(end)) instanceof End ? end : end - 1;
            cursor = Math.max(overwrittenBy, newest) - slots.length() + 1;
            return new Missed<>(first, cursor - first);
        }
        // @end

        /// Ends the subscription; one who waits here has an IllegalStateException. Idempotent.
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                subscribers.decrementAndGet();
                sleepers.leave(sleeper);
            }
        }
    }
}

package happensbefore.channels;

import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;

/// A new channel's first two handles. Values go from any number of senders to any number of receivers, each
/// to one.
///
/// What one thread sends by one channel is received in that order. Null cannot be sent. All waiting can be
/// interrupted, costs no lock while nobody waits, and is the same for virtual and for platform threads. Who
/// waits is woken first come, first served; but a thread that comes by may be faster than one that wakes
/// up.
///
/// ```java
/// Channel<Span> channel = Channel.bounded(1024);
/// try (Sender<Span> sender = channel.sender()) {
///     sender.send(span);
/// }
/// for (Span span = receiver.receive(); span != null; span = receiver.receive()) {
///     export(span);
/// }
/// ```
public record Channel<T>(Sender<T> sender, Receiver<T> receiver) {
    /// With room for exactly `capacity` values: a send waits while it is full.
    ///
    /// @param capacity from 1 to 2^30
    public static <T> Channel<T> bounded(int capacity) {
        return over(new BoundedConduit<>(capacity, true));
    }

    /// Without a limit: a send never waits. What receivers do not keep up with is kept in memory; see
    /// [#unbounded(long, LongConsumer)] for one that says so. A sender on a virtual thread that is far ahead of
    /// the receivers lets other threads run now and then: they may have no carrier otherwise.
    public static <T> Channel<T> unbounded() {
        return over(new UnboundedConduit<>(HighWater.withoutLimit(), true));
    }

    /// Without a limit, but with a warning when it gets deeper than it should.
    ///
    /// @param limit how many values may wait without a warning
    /// @param warning is given the depth when that first passes the limit, twice the limit, four times the
    ///     limit, and so on; runs in the thread that sent the value, after that. What it throws comes out
    ///     of the send
    public static <T> Channel<T> unbounded(long limit, LongConsumer warning) {
        return over(new UnboundedConduit<>(new HighWater(limit, warning), true));
    }

    /// With no room at all: a send waits until a receiver takes the value from it.
    public static <T> Channel<T> rendezvous() {
        return over(new RendezvousConduit<>(true));
    }

    static <T> Channel<T> over(Conduit<T> conduit) {
        return new Channel<>(new Sender<>(conduit, new Handles()), new Receiver<>(conduit, new Handles()));
    }

    /// A bounded channel as a queue of the JDK, for code that asks for one; it removes at its head only.
    /// It needs no handle and closes none: while both ends are open, it is an ordinary bounded queue.
    ///
    /// @throws UnsupportedOperationException when the channel is not bounded
    public BlockingQueue<T> asQueue() {
        if (sender.openConduit() instanceof BoundedConduit<T> bounded) {
            return new ChannelQueue<>(bounded);
        }
        throw new UnsupportedOperationException("only a bounded channel can be seen as a queue");
    }
}

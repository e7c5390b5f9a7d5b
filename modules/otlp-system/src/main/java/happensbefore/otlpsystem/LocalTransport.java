package happensbefore.otlpsystem;

import happensbefore.channels.Channel;
import happensbefore.channels.Received;
import happensbefore.channels.SendResult;
import java.time.Duration;

/// A hand-over within this process: a bounded channel.
public final class LocalTransport<T> implements SpanTransport<T> {
    private final Channel<T> channel;

    /// @param capacity in items
    public LocalTransport(int capacity) {
        channel = Channel.bounded(capacity);
    }

    @Override
    public boolean offer(T item) {
        return channel.sender().trySend(item) == SendResult.SENT;
    }

    @Override
    public void send(T item) throws InterruptedException {
        channel.sender().send(item);
    }

    @Override
    public Received<T> receive(Duration timeout) throws InterruptedException {
        return channel.receiver().receive(timeout);
    }

    @Override
    public int size() {
        return channel.receiver().size();
    }

    @Override
    public void close() {
        channel.sender().close();
    }
}

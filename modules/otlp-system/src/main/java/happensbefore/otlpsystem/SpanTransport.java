package happensbefore.otlpsystem;

import happensbefore.channels.Received;
import java.time.Duration;

/// How one stage of the gateway hands to the next. What goes through it is bytes and a few numbers, so
/// that it may lead to another machine.
///
/// For any number of threads at either end.
public interface SpanTransport<T> {
    /// Hands over, if that needs no waiting.
    ///
    /// @return false when there is no room: the caller has it still
    boolean offer(T item);

    /// Hands over; waits while there is no room.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; nothing was handed over
    void send(T item) throws InterruptedException;

    /// Takes the oldest that is there within the time; the end once it is closed and empty.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; nothing was taken
    Received<T> receive(Duration timeout) throws InterruptedException;

    /// How many items wait in it.
    int size();

    /// Nothing more will be handed over; what is there can still be taken. Not while somebody is in [#offer] or
    /// [#send].
    void close();
}

package happensbefore.benchmarks.channels;

import happensbefore.channels.Channel;
import happensbefore.channels.Receiver;
import happensbefore.channels.Sender;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;

/// What values are handed over by: a channel, or a queue of the JDK.
sealed interface Pipe {
    void send(Object value) throws InterruptedException;

    Object receive() throws InterruptedException;

    record OfChannel(Sender<Object> sender, Receiver<Object> receiver) implements Pipe {
        @Override
        public void send(Object value) throws InterruptedException {
            sender.send(value);
        }

        @Override
        public Object receive() throws InterruptedException {
            Object value = receiver.receive();
            if (value == null) {
                throw new IllegalStateException("a value is missing");
            }
            return value;
        }
    }

    record OfQueue(BlockingQueue<Object> queue) implements Pipe {
        @Override
        public void send(Object value) throws InterruptedException {
            queue.put(value);
        }

        @Override
        public Object receive() throws InterruptedException {
            return queue.take();
        }
    }

    /// A pipe with room for `capacity` values, where it has a limit.
    ///
    /// @throws IllegalArgumentException when nothing has that name
    static Pipe named(String implementation, int capacity) {
        return switch (implementation) {
            case "Channel.bounded" -> of(Channel.bounded(capacity));
            case "Channel.unbounded" -> of(Channel.unbounded());
            case "Channel.rendezvous" -> of(Channel.rendezvous());
            case "ArrayBlockingQueue" -> new OfQueue(new ArrayBlockingQueue<>(capacity));
            case "LinkedBlockingQueue" -> new OfQueue(new LinkedBlockingQueue<>());
            case "LinkedTransferQueue" -> new OfQueue(new LinkedTransferQueue<>());
            case "SynchronousQueue" -> new OfQueue(new SynchronousQueue<>());
            default -> throw new IllegalArgumentException("no pipe is named " + implementation);
        };
    }

    private static Pipe of(Channel<Object> channel) {
        return new OfChannel(channel.sender(), channel.receiver());
    }
}

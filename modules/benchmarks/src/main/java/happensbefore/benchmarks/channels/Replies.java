package happensbefore.benchmarks.channels;

import happensbefore.channels.Oneshot;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What carries one reply from a thread to another: ours, and what a user would take instead.
final class Replies {
    static final String ONESHOT = "Oneshot";
    static final String FUTURE = "CompletableFuture";
    static final String QUEUE = "ArrayBlockingQueue(1)";

    interface Reply {
        void send(Object value) throws Exception;

        Object receive() throws Exception;
    }

    private record OneshotReply(Oneshot<Object> oneshot) implements Reply {
        @Override
        public void send(Object value) throws Exception {
            oneshot.sender().send(value);
        }

        @Override
        public Object receive() throws Exception {
            return oneshot.receiver().receive();
        }
    }

    private record FutureReply(CompletableFuture<Object> future) implements Reply {
        @Override
        public void send(Object value) {
            future.complete(value);
        }

        @Override
        public Object receive() throws Exception {
            return future.get();
        }
    }

    private record QueueReply(BlockingQueue<Object> queue) implements Reply {
        @Override
        public void send(Object value) throws InterruptedException {
            queue.put(value);
        }

        @Override
        public Object receive() throws InterruptedException {
            return queue.take();
        }
    }

    private Replies() {}

    static Supplier<Reply> named(String implementation) {
        return switch (implementation) {
            case ONESHOT -> () -> new OneshotReply(new Oneshot<>());
            case FUTURE -> () -> new FutureReply(new CompletableFuture<>());
            case QUEUE -> () -> new QueueReply(new ArrayBlockingQueue<>(1));
            default -> throw new IllegalArgumentException("no reply is named " + implementation);
        };
    }
}

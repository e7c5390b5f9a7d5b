package happensbefore.benchmarks.channels;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import happensbefore.channels.Broadcast;
import happensbefore.channels.Broadcast.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What brings one thread's messages to several: ours, and what a user would take instead. Each has room for a
/// burst. Nothing here waits for another thread for more than [#PATIENCE].
final class Broadcasts {
    static final String BROADCAST = "Broadcast";
    static final String ARRAY_QUEUES = "an ArrayBlockingQueue each";
    static final String LINKED_QUEUES = "a LinkedBlockingQueue each";
    static final String PUBLISHER = "SubmissionPublisher";
    static final String DISRUPTOR = "Disruptor";

    static final int CAPACITY = 1024;
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Object END = new Object();

    /// One sender's side. Closing it ends the subscribers' threads and waits for that.
    interface Sending extends AutoCloseable {
        void send(Object message) throws InterruptedException;

        @Override
        void close() throws InterruptedException;
    }

    private interface Source {
        /// The next message, or `END`.
        Object next() throws InterruptedException;
    }

    private Broadcasts() {}

    /// @param subscriber what each of the subscribers does with a message, on its own thread
    static Sending named(String implementation, int subscribers, Consumer<Object> subscriber) {
        return switch (implementation) {
            case BROADCAST -> broadcast(subscribers, subscriber);
            case ARRAY_QUEUES -> queues(subscribers, subscriber, true);
            case LINKED_QUEUES -> queues(subscribers, subscriber, false);
            case PUBLISHER -> publisher(subscribers, subscriber);
            case DISRUPTOR -> disruptor(subscribers, subscriber);
            default -> throw new IllegalArgumentException("no broadcast is named " + implementation);
        };
    }

    private static Sending broadcast(int subscribers, Consumer<Object> subscriber) {
        Broadcast<Object> broadcast = new Broadcast<>(CAPACITY);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < subscribers; i++) {
            Broadcast<Object>.Subscription subscription = broadcast.subscribe();
            threads.add(start(
                    () -> switch (subscription.receive()) {
                        case Next.Item<Object> item -> item.value();
                        case Next.End<Object> _ -> END;
                        case Next.Missed<Object> missed -> throw new IllegalStateException("missed " + missed.count());
                    },
                    subscriber));
        }
        Broadcast<Object>.Sender sender = broadcast.sender();
        return new Sending() {
            @Override
            public void send(Object message) {
                sender.send(message);
            }

            @Override
            public void close() throws InterruptedException {
                sender.close();
                join(threads);
            }
        };
    }

    private static Sending queues(int subscribers, Consumer<Object> subscriber, boolean array) {
        List<BlockingQueue<Object>> queues = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < subscribers; i++) {
            BlockingQueue<Object> queue =
                    array ? new ArrayBlockingQueue<>(CAPACITY) : new LinkedBlockingQueue<>(CAPACITY);
            queues.add(queue);
            threads.add(start(queue::take, subscriber));
        }
        return new Sending() {
            @Override
            public void send(Object message) throws InterruptedException {
                for (BlockingQueue<Object> queue : queues) {
                    queue.put(message);
                }
            }

            @Override
            public void close() throws InterruptedException {
                send(END);
                join(threads);
            }
        };
    }

    /// The subscribers are added by another thread than the one that sends. For a publisher whose only user is the
    /// thread that subscribed, JDK 25 puts an item by a release write and then reads whether the subscriber's task
    /// still runs, with no fence between the two: the task can end unseen, and the last item of a burst lies there
    /// until the next one comes. For any other thread it puts by compare-and-set, which is such a fence.
    private static Sending publisher(int subscribers, Consumer<Object> subscriber) {
        ExecutorService threads = Executors.newFixedThreadPool(
                subscribers, Thread.ofPlatform().daemon().factory());
        SubmissionPublisher<Object> publisher = new SubmissionPublisher<>(threads, CAPACITY);
        CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < subscribers; i++) {
                                publisher.subscribe(new Each(subscriber));
                            }
                        },
                        threads)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return new Sending() {
            @Override
            public void send(Object message) {
                publisher.submit(message);
            }

            @Override
            public void close() throws InterruptedException {
                publisher.close();
                threads.shutdown();
                inTime(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        };
    }

    /// Not a record: a publisher takes only one of equal subscribers.
    private static final class Each implements Flow.Subscriber<Object> {
        private final Consumer<Object> subscriber;

        Each(Consumer<Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object message) {
            subscriber.accept(message);
        }

        @Override
        public void onError(Throwable thrown) {
            throw new IllegalStateException(thrown);
        }

        @Override
        public void onComplete() {}
    }

    private static final class Slot {
        @Nullable
        Object message;
    }

    private static Sending disruptor(int subscribers, Consumer<Object> subscriber) {
        Disruptor<Slot> disruptor = new Disruptor<>(
                Slot::new, CAPACITY, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, new BlockingWaitStrategy());
        for (int i = 0; i < subscribers; i++) {
            disruptor.handleEventsWith((slot, _, _) -> subscriber.accept(Objects.requireNonNull(slot.message)));
        }
        disruptor.start();
        return new Sending() {
            @Override
            public void send(Object message) {
                disruptor.publishEvent((slot, _) -> slot.message = message);
            }

            @Override
            public void close() {
                try {
                    disruptor.shutdown(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static Thread start(Source source, Consumer<Object> subscriber) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                for (Object message = source.next(); message != END; message = source.next()) {
                    subscriber.accept(message);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            inTime(thread.join(PATIENCE));
        }
    }

    static void inTime(boolean done) {
        if (!done) {
            throw new IllegalStateException("waited in vain for " + PATIENCE.toSeconds() + " s");
        }
    }
}

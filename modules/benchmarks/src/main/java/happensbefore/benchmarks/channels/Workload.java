package happensbefore.benchmarks.channels;

import happensbefore.channels.Receiving;
import happensbefore.channels.Select;
import happensbefore.channels.Sending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// The workloads that channel libraries are compared by, as in crossbeam's benchmarks. Each moves a number
/// of messages between threads that it starts and that have ended when it returns.
public enum Workload {
    /// One thread sends all, then receives all; where not all fit, as many at a time as do.
    SEQ,
    /// One sender, one receiver.
    SPSC,
    /// All senders, one receiver.
    MPSC,
    /// All senders, all receivers.
    MPMC,
    /// Each sender on a channel of its own, one receiver selects among these.
    SELECT_RX,
    /// As many channels as senders; each sender and each receiver selects among all.
    SELECT_BOTH;

    /// How many take part, and on what.
    ///
    /// @param messages sent in all; what does not divide evenly by the threads is left out
    /// @param capacity 0 of one that hands over, `Integer.MAX_VALUE` of one without a limit
    public record Size(long messages, int senders, int receivers, int capacity, boolean virtual) {}

    /// The names of the pipes that can be had.
    public static List<String> implementations() {
        return List.of(
                "Channel.bounded",
                "Channel.unbounded",
                "Channel.rendezvous",
                "ArrayBlockingQueue",
                "LinkedBlockingQueue",
                "LinkedTransferQueue",
                "SynchronousQueue");
    }

    private static final Object MESSAGE = new Object();
    private static final long MOMENT_NANOS = 10_000;

    /// Moves the messages between four senders and four receivers, as many as the workload has.
    long run(String implementation, int capacity, boolean virtual, long messages) throws Exception {
        return run(implementation, new Size(messages, 4, 4, capacity, virtual));
    }

    /// `select_rx`
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean selects() {
        return this == SELECT_RX || this == SELECT_BOTH;
    }

    /// Moves the messages; returns how many were moved.
    ///
    /// @param implementation a name that [Pipe#named] knows
    public long run(String implementation, Size size) throws Exception {
        return switch (this) {
            case SEQ -> seq(Pipe.named(implementation, size.capacity()), size);
            case SPSC -> handOver(Pipe.named(implementation, size.capacity()), size, 1, 1);
            case MPSC -> handOver(Pipe.named(implementation, size.capacity()), size, size.senders(), 1);
            case MPMC -> handOver(Pipe.named(implementation, size.capacity()), size, size.senders(), size.receivers());
            case SELECT_RX -> selectRx(pipes(implementation, size), size);
            case SELECT_BOTH -> selectBoth(pipes(implementation, size), size);
        };
    }

    private static List<Pipe> pipes(String implementation, Size size) {
        List<Pipe> pipes = new ArrayList<>();
        for (int i = 0; i < size.senders(); i++) {
            pipes.add(Pipe.named(implementation, size.capacity()));
        }
        return pipes;
    }

    private static long seq(Pipe pipe, Size size) throws Exception {
        long batch = Math.min(size.capacity(), size.messages());
        long batches = size.messages() / batch;
        runAll(size, List.of(() -> {
            for (long b = 0; b < batches; b++) {
                for (long i = 0; i < batch; i++) {
                    pipe.send(MESSAGE);
                }
                for (long i = 0; i < batch; i++) {
                    Object _ = pipe.receive();
                }
            }
            return null;
        }));
        return batches * batch;
    }

    private static long handOver(Pipe pipe, Size size, int senders, int receivers) throws Exception {
        long each = size.messages() / senders / receivers;
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            work.add(() -> {
                for (long sent = 0; sent < each * receivers; sent++) {
                    pipe.send(MESSAGE);
                }
                return null;
            });
        }
        for (int i = 0; i < receivers; i++) {
            work.add(() -> {
                for (long received = 0; received < each * senders; received++) {
                    Object _ = pipe.receive();
                }
                return null;
            });
        }
        runAll(size, work);
        return each * senders * receivers;
    }

    private static long selectRx(List<Pipe> pipes, Size size) throws Exception {
        long each = size.messages() / pipes.size();
        List<Callable<Void>> work = new ArrayList<>();
        for (Pipe pipe : pipes) {
            work.add(() -> {
                for (long sent = 0; sent < each; sent++) {
                    pipe.send(MESSAGE);
                }
                return null;
            });
        }
        work.add(() -> receiveFromAny(pipes, each * pipes.size()));
        runAll(size, work);
        return each * pipes.size();
    }

    private static long selectBoth(List<Pipe> pipes, Size size) throws Exception {
        long each = size.messages() / size.senders() / size.receivers();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < size.senders(); i++) {
            work.add(() -> sendToAny(pipes, each * size.receivers()));
        }
        for (int i = 0; i < size.receivers(); i++) {
            work.add(() -> receiveFromAny(pipes, each * size.senders()));
        }
        runAll(size, work);
        return each * size.senders() * size.receivers();
    }

    private static Void receiveFromAny(List<Pipe> pipes, long messages) throws InterruptedException {
        if (pipes.getFirst() instanceof Pipe.OfQueue) {
            return pollAny(pipes, messages);
        }
        Select select = Select.fair();
        for (Pipe pipe : pipes) {
            Receiving<Object> _ = select.receive(((Pipe.OfChannel) pipe).receiver());
        }
        for (long received = 0; received < messages; received++) {
            if (select.await() == null) {
                throw new IllegalStateException("a value is missing");
            }
        }
        return null;
    }

    private static Void sendToAny(List<Pipe> pipes, long messages) throws InterruptedException {
        if (pipes.getFirst() instanceof Pipe.OfQueue) {
            return offerAny(pipes, messages);
        }
        Select select = Select.fair();
        List<Sending<Object>> sends = new ArrayList<>();
        for (Pipe pipe : pipes) {
            sends.add(select.send(((Pipe.OfChannel) pipe).sender()));
        }
        for (Sending<Object> send : sends) {
            send.offer(MESSAGE);
        }
        for (long sent = 0; sent < messages; sent++) {
            if (!(select.await() instanceof Sending<?> done)) {
                throw new IllegalStateException("a case is missing");
            }
            again(done);
        }
        return null;
    }

    /// What one does without a select: asks one queue after the other, and lets others run when all are
    /// empty. Where nothing is ever in a queue, it waits a moment at one of them, as those who only ask never
    /// meet, and may keep those who wait from running.
    private static Void pollAny(List<Pipe> pipes, long messages) throws InterruptedException {
        List<BlockingQueue<Object>> queues = queues(pipes);
        int next = 0;
        for (long received = 0; received < messages; ) {
            boolean found = false;
            for (int i = 0; i < queues.size() && !found; i++) {
                found = queues.get((next + i) % queues.size()).poll() != null;
            }
            if (!found && isHandOver(queues)) {
                found = queues.get(next % queues.size()).poll(MOMENT_NANOS, TimeUnit.NANOSECONDS) != null;
            }
            next++;
            if (found) {
                received++;
            } else {
                Thread.yield();
            }
        }
        return null;
    }

    private static Void offerAny(List<Pipe> pipes, long messages) throws InterruptedException {
        List<BlockingQueue<Object>> queues = queues(pipes);
        int next = 0;
        for (long sent = 0; sent < messages; ) {
            boolean found = false;
            for (int i = 0; i < queues.size() && !found; i++) {
                found = queues.get((next + i) % queues.size()).offer(MESSAGE);
            }
            if (!found && isHandOver(queues)) {
                found = queues.get(next % queues.size()).offer(MESSAGE, MOMENT_NANOS, TimeUnit.NANOSECONDS);
            }
            next++;
            if (found) {
                sent++;
            } else {
                Thread.yield();
            }
        }
        return null;
    }

    private static boolean isHandOver(List<BlockingQueue<Object>> queues) {
        return queues.getFirst() instanceof SynchronousQueue;
    }

    private static List<BlockingQueue<Object>> queues(List<Pipe> pipes) {
        return pipes.stream().map(pipe -> ((Pipe.OfQueue) pipe).queue()).toList();
    }

    private static void runAll(Size size, List<Callable<Void>> work) throws Exception {
        try (ExecutorService threads =
                size.virtual() ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newCachedThreadPool()) {
            List<Future<Void>> running = work.stream().map(threads::submit).toList();
            for (Future<Void> each : running) {
                each.get();
            }
        }
    }

    @SuppressWarnings("unchecked") // all sends here are of objects
    private static void again(Sending<?> done) {
        ((Sending<Object>) done).offer(MESSAGE);
    }
}

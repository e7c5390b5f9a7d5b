package happensbefore.benchmarks.channels;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// One operation is a message that all three subscribers have received. They come in bursts that fit, so that
/// nothing is missed and no sender waits for room. A publisher's subscribers are tasks that take what has
/// gathered, and the Disruptor's writer waits for the slowest reader: other contracts, measured and not claimed
/// against.
@Compare(
        question = "How fast does one thread send messages that three others all receive?",
        pattern = "C5",
        ours = Broadcasts.BROADCAST,
        against = {
            @Claim(peer = Broadcasts.ARRAY_QUEUES, atLeast = 1),
            @Claim(peer = Broadcasts.LINKED_QUEUES, atLeast = 1),
            @Claim(peer = Broadcasts.PUBLISHER),
            @Claim(peer = Broadcasts.DISRUPTOR)
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BroadcastBenchmark {
    private static final int BURST = 1000;
    private static final int SUBSCRIBERS = 3;
    private static final Object MESSAGE = new Object();
    private static final Object LAST = new Object();

    @Param({
        Broadcasts.BROADCAST,
        Broadcasts.ARRAY_QUEUES,
        Broadcasts.LINKED_QUEUES,
        Broadcasts.PUBLISHER,
        Broadcasts.DISRUPTOR
    })
    private String implementation = "";

    private final Semaphore received = new Semaphore(0);
    private Broadcasts.Sending sending = Broadcasts.named(Broadcasts.BROADCAST, 0, _ -> {});

    @Setup
    public void start() {
        sending = Broadcasts.named(implementation, SUBSCRIBERS, message -> {
            if (message == LAST) {
                received.release();
            }
        });
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void burst() throws InterruptedException {
        for (int i = 1; i < BURST; i++) {
            sending.send(MESSAGE);
        }
        sending.send(LAST);
        Broadcasts.inTime(received.tryAcquire(SUBSCRIBERS, Broadcasts.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @TearDown
    public void end() throws InterruptedException {
        sending.close();
    }
}

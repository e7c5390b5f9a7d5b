package happensbefore.benchmarks.channels;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// One operation makes a reply, hands it to another thread and waits until that thread has sent it. The other
/// thread looks for work without a pause, so the price of its own waiting is not in the score.
@Compare(
        question = "How fast does another thread's reply come back?",
        pattern = "C4",
        ours = Replies.ONESHOT,
        against = {@Claim(peer = Replies.FUTURE, atLeast = Compare.LEVEL), @Claim(peer = Replies.QUEUE)})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OneshotHandOverBenchmark {
    private static final Object VALUE = new Object();

    @Param({Replies.ONESHOT, Replies.FUTURE, Replies.QUEUE})
    private String implementation = "";

    private final AtomicReference<Replies.@Nullable Reply> asked = new AtomicReference<>();
    private Supplier<Replies.Reply> replies = Replies.named(Replies.ONESHOT);
    private Thread worker = new Thread();

    @Setup
    public void startWorker() {
        replies = Replies.named(implementation);
        worker = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Replies.Reply reply = asked.get();
                if (reply == null) {
                    Thread.onSpinWait();
                } else {
                    asked.set(null);
                    send(reply);
                }
            }
        });
    }

    private static void send(Replies.Reply reply) {
        try {
            reply.send(VALUE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public Object askAndWait() throws Exception {
        Replies.Reply reply = replies.get();
        asked.set(reply);
        return reply.receive();
    }

    @TearDown
    public void endWorker() throws InterruptedException {
        worker.interrupt();
        worker.join();
    }
}

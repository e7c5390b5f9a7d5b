package happensbefore.benchmarks.channels;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation makes a reply, sends it and receives it, all on one thread: nobody waits.
@Compare(
        question = "What does a reply cost that is made, sent and received by one thread?",
        pattern = "C4",
        ours = Replies.ONESHOT,
        against = {@Claim(peer = Replies.FUTURE, atLeast = Compare.LEVEL), @Claim(peer = Replies.QUEUE)})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OneshotAloneBenchmark {
    private static final Object VALUE = new Object();

    @Param({Replies.ONESHOT, Replies.FUTURE, Replies.QUEUE})
    private String implementation = "";

    private Supplier<Replies.Reply> replies = Replies.named(Replies.ONESHOT);

    @Setup
    public void choose() {
        replies = Replies.named(implementation);
    }

    @Benchmark
    public Object makeSendAndReceive() throws Exception {
        Replies.Reply reply = replies.get();
        reply.send(VALUE);
        return reply.receive();
    }
}

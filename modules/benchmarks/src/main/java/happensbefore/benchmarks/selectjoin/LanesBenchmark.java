package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.channels.Channel;
import happensbefore.selectjoin.Lanes;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation puts 100 urgent and 100 normal values in and takes all of them out, on one thread. A
/// priority queue keeps no order among equals, unless it numbers them, and starves what is not urgent.
@Compare(
        question = "What does it cost to take the urgent first?",
        pattern = "S5",
        ours = "Lanes with ageing",
        against = {@Claim(peer = "PriorityBlockingQueue", atLeast = 0.5), @Claim(peer = "strict Lanes")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LanesBenchmark {
    private static final int EACH = 100;
    private static final int AGEING = 8;

    private record Numbered(int lane, int number) {}

    @Param({"Lanes with ageing", "strict Lanes", "PriorityBlockingQueue"})
    private String implementation = "";

    private final Channel<Integer> urgent = Channel.bounded(EACH);
    private final Channel<Integer> normal = Channel.bounded(EACH);
    private final PriorityBlockingQueue<Numbered> queue = new PriorityBlockingQueue<>(
            2 * EACH, Comparator.comparingInt(Numbered::lane).thenComparingInt(Numbered::number));
    private Callable<Integer> pass = () -> 0;

    @Setup
    public void choose() {
        pass = switch (implementation) {
            case "Lanes with ageing" -> through(AGEING);
            case "strict Lanes" -> through(Lanes.STRICT);
            case "PriorityBlockingQueue" -> this::throughQueue;
            default -> throw new IllegalArgumentException("no lanes are named " + implementation);
        };
    }

    @Benchmark
    public int twoLanes() throws Exception {
        return pass.call();
    }

    private Callable<Integer> through(int ageing) {
        Lanes<Integer> lanes = new Lanes<>(List.of(urgent.receiver(), normal.receiver()), ageing);
        return () -> {
            for (int i = 0; i < EACH; i++) {
                normal.sender().send(i);
                urgent.sender().send(i);
            }
            int sum = 0;
            for (int i = 0; i < 2 * EACH; i++) {
                Integer next = lanes.receive();
                sum += next == null ? 0 : next;
            }
            return sum;
        };
    }

    private int throughQueue() throws InterruptedException {
        for (int i = 0; i < EACH; i++) {
            queue.put(new Numbered(1, i));
            queue.put(new Numbered(0, i));
        }
        int sum = 0;
        for (int i = 0; i < 2 * EACH; i++) {
            sum += queue.take().number();
        }
        return sum;
    }
}

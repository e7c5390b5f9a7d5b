package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.channels.Channel;
import happensbefore.selectjoin.SelectLoop;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation fills three sources with 100 values each and reads them on one thread until all have ended.
/// The shared queue keeps no sources apart: its values carry what to do with them. Polling cannot wait:
/// where nothing has come it would spin or sleep.
@Compare(
        question = "What does it cost to read three sources on one thread?",
        pattern = "S4",
        ours = "SelectLoop",
        against = {@Claim(peer = "one queue for all"), @Claim(peer = "polling three queues")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SelectLoopBenchmark {
    private static final int VALUES = 100;
    private static final int SOURCES = 3;
    private static final Integer END = -1;

    @Param({"SelectLoop", "one queue for all", "polling three queues"})
    private String implementation = "";

    private Callable<Integer> read = () -> 0;
    private int sum;

    @Setup
    public void choose() {
        read = switch (implementation) {
            case "SelectLoop" -> this::loop;
            case "one queue for all" -> this::oneQueue;
            case "polling three queues" -> this::polling;
            default -> throw new IllegalArgumentException("no reader is named " + implementation);
        };
    }

    @Benchmark
    public int threeSources() throws Exception {
        sum = 0;
        return read.call();
    }

    private int loop() throws Exception {
        SelectLoop loop = new SelectLoop();
        for (int source = 0; source < SOURCES; source++) {
            Channel<Integer> channel = Channel.bounded(VALUES);
            for (int i = 0; i < VALUES; i++) {
                channel.sender().send(i);
            }
            channel.sender().close();
            loop.on(channel.receiver(), value -> sum += value);
        }
        loop.run();
        return sum;
    }

    private int oneQueue() throws InterruptedException {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        for (int i = 0; i < SOURCES * VALUES; i++) {
            int value = i;
            queue.put(() -> sum += value);
        }
        for (int i = 0; i < SOURCES * VALUES; i++) {
            queue.take().run();
        }
        return sum;
    }

    private int polling() throws InterruptedException {
        List<BlockingQueue<Integer>> queues = Stream.<BlockingQueue<Integer>>generate(
                        () -> new ArrayBlockingQueue<>(VALUES + 1))
                .limit(SOURCES)
                .toList();
        for (BlockingQueue<Integer> queue : queues) {
            for (int i = 0; i < VALUES; i++) {
                queue.put(i);
            }
            queue.put(END);
        }
        for (int ended = 0; ended < SOURCES; ) {
            for (BlockingQueue<Integer> queue : queues) {
                Integer value = queue.poll();
                if (END.equals(value)) {
                    ended++;
                } else if (value != null) {
                    sum += value;
                }
            }
        }
        return sum;
    }
}

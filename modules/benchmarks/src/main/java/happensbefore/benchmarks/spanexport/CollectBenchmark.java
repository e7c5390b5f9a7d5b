package happensbefore.benchmarks.spanexport;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.KeyedBatcher;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Four services, whose items come one after the other; the queues are emptied while nobody measures. The peer
/// is what
/// one writes first: a map of bounded queues, without batches, books or an end.
@Compare(
        question = "What does it cost to hand an item to its service's collector?",
        pattern = "E1",
        ours = "KeyedBatcher",
        against = @Claim(peer = "map of ArrayBlockingQueue"),
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CollectBenchmark {
    private static final CompletableFuture<Boolean> DELIVERED = CompletableFuture.completedFuture(true);
    private static final int ITEMS = 1024;
    private static final int CAPACITY = 16 * ITEMS;
    private static final String[] SERVICES = {"shop", "stock", "mail", "bank"};

    @Param({"KeyedBatcher", "map of ArrayBlockingQueue"})
    private String implementation = "";

    private ObjIntConsumer<String> collect = (_, _) -> {};
    private Runnable empty = () -> {};
    private Runnable end = () -> {};

    @Setup
    public void open() {
        switch (implementation) {
            case "KeyedBatcher" -> {
                KeyedBatcher<String, Integer> batcher = new KeyedBatcher<>(
                        BatchSettings.DEFAULT.withCapacity(CAPACITY), SERVICES.length, _ -> DELIVERED);
                collect = batcher::submit;
                empty = () -> batcher.flush().join();
                end = () -> batcher.shutdown().join();
            }
            case "map of ArrayBlockingQueue" -> {
                Map<String, BlockingQueue<Integer>> queues = new ConcurrentHashMap<>();
                collect = (service, item) -> Objects.requireNonNull(
                                queues.computeIfAbsent(service, _ -> new ArrayBlockingQueue<>(CAPACITY)))
                        .offer(item);
                empty = () -> queues.values().forEach(BlockingQueue::clear);
            }
            default -> throw new IllegalArgumentException("no collector is named " + implementation);
        }
    }

    @TearDown
    public void close() {
        end.run();
    }

    /// What one thread has handed over since the last emptying.
    @State(Scope.Thread)
    public static class Round {
        @TearDown(Level.Invocation)
        public void empty(CollectBenchmark benchmark) {
            benchmark.empty.run();
        }
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void collect(Round round) {
        for (int i = 0; i < ITEMS; i++) {
            collect.accept(SERVICES[i % SERVICES.length], i);
        }
    }
}

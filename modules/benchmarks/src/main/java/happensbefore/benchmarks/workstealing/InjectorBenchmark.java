package happensbefore.benchmarks.workstealing;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.workstealing.ChaseLevDeque;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import happensbefore.workstealing.Injector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Each thread brings tasks from outside and takes as many. An operation is a task brought and taken. The injector's
/// thieves take batches, into a deque of their own, and run what is in it first: as a worker does.
@Compare(
        question = "How many tasks come in from outside and are taken, by threads that do both?",
        pattern = "W2",
        ours = InjectorBenchmark.BATCHES,
        against = {@Claim(peer = InjectorBenchmark.CONCURRENT), @Claim(peer = InjectorBenchmark.ONE_BY_ONE)},
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InjectorBenchmark {
    static final String BATCHES = "Injector";
    static final String ONE_BY_ONE = "Injector, one by one";
    static final String CONCURRENT = "ConcurrentLinkedQueue";

    private static final int BURST = 32;
    private static final Object ITEM = new Object();

    @Param({BATCHES, ONE_BY_ONE, CONCURRENT})
    private String implementation = "";

    private final Injector<Object> injector = new Injector<>();
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();

    /// A worker's own.
    @State(Scope.Thread)
    public static class Worker {
        private final ChaseLevDeque<Object> local = new ChaseLevDeque<>();
        private Consumer<Object> push = item -> {};
        private Supplier<@Nullable Object> take = () -> null;

        @Setup
        public void begin(InjectorBenchmark shared) {
            boolean queued = shared.implementation.equals(CONCURRENT);
            push = queued ? shared.queue::add : shared.injector::push;
            take = queued
                    ? shared.queue::poll
                    : shared.implementation.equals(BATCHES) ? () -> batch(shared) : () -> one(shared);
        }

        private @Nullable Object batch(InjectorBenchmark shared) {
            Object mine = local.pop();
            return mine != null ? mine : item(() -> shared.injector.stealBatchInto(local, BURST));
        }

        private static @Nullable Object one(InjectorBenchmark shared) {
            return item(shared.injector::steal);
        }

        /// Null when there is nothing; who loses tries again.
        private static @Nullable Object item(Supplier<Steal<Object>> attempt) {
            Steal<Object> steal = attempt.get();
            while (steal instanceof Steal.Lost) {
                Thread.onSpinWait();
                steal = attempt.get();
            }
            return steal instanceof Steal.Stolen<Object>(Object item) ? item : null;
        }
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void bringAndTake(Worker worker, Blackhole blackhole) {
        for (int task = 0; task < BURST; task++) {
            worker.push.accept(ITEM);
        }
        for (int task = 0; task < BURST; task++) {
            blackhole.consume(worker.take.get());
        }
    }
}

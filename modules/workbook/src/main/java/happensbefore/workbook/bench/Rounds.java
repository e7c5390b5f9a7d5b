package happensbefore.workbook.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/// Several runs of the same benchmarks as one: what each fork measured, put together by benchmark, implementation and
/// number of threads.
final class Rounds {
    private final Map<Key, RunResult> results = new LinkedHashMap<>();

    /// What a result is of.
    record Key(String benchmark, String implementation, int threads) {
        static Key of(BenchmarkParams params) {
            return new Key(params.getBenchmark(), params.getParam("implementation"), params.getThreads());
        }
    }

    void add(Collection<RunResult> round) {
        round.forEach(result -> results.merge(Key.of(result.getParams()), result, Rounds::together));
    }

    /// In the order in which their benchmarks first came.
    List<RunResult> results() {
        return List.copyOf(results.values());
    }

    private static RunResult together(RunResult earlier, RunResult later) {
        List<BenchmarkResult> forks = new ArrayList<>(earlier.getBenchmarkResults());
        forks.addAll(later.getBenchmarkResults());
        return new RunResult(earlier.getParams(), forks);
    }
}

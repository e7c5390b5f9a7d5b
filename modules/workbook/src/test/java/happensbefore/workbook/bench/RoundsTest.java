package happensbefore.workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

class RoundsTest {
    private static final IterationParams ITERATION =
            new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.milliseconds(1), 1);

    @Test
    void eachRoundsForkIsASampleOfTheOneResult() {
        Rounds rounds = new Rounds();
        rounds.add(List.of(run(fork("ours", 10)), run(fork("theirs", 20))));
        rounds.add(List.of(run(fork("ours", 12)), run(fork("theirs", 24))));

        assertThat(rounds.results())
                .extracting(
                        result -> result.getParams().getParam("implementation"),
                        result -> result.getPrimaryResult().getScore())
                .containsExactly(tuple("ours", 11.0), tuple("theirs", 22.0));
        assertThat(rounds.results())
                .allSatisfy(result -> assertThat(result.getBenchmarkResults()).hasSize(2));
    }

    private static RunResult run(BenchmarkResult fork) {
        return new RunResult(fork.getParams(), List.of(fork));
    }

    private static BenchmarkResult fork(String implementation, int score) {
        BenchmarkParams params = params(implementation);
        IterationResult iteration = new IterationResult(params, ITERATION, null);
        iteration.addResult(
                new ThroughputResult(ResultRole.PRIMARY, "ours", score, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS));
        return new BenchmarkResult(params, List.of(iteration));
    }

    private static BenchmarkParams params(String implementation) {
        WorkloadParams chosen = new WorkloadParams();
        chosen.put("implementation", implementation, 0);
        return new BenchmarkParams(
                "RingBenchmark.offer",
                "",
                true,
                1,
                new int[] {1},
                List.of(),
                1,
                0,
                ITERATION,
                ITERATION,
                Mode.Throughput,
                chosen,
                TimeUnit.SECONDS,
                1,
                "java",
                List.of(),
                "25",
                "",
                "",
                "1.37",
                TimeValue.seconds(1));
    }
}

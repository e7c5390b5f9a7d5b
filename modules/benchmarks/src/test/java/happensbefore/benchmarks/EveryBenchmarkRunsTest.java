package happensbefore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs every benchmark of every implementation once, in this JVM, for a moment: none rots. The scores mean nothing.
class EveryBenchmarkRunsTest {
    private static final TimeValue MOMENT = TimeValue.milliseconds(50);

    @TestFactory
    Stream<DynamicTest> every_implementation_runs() {
        return Comparison.all().stream()
                .map(comparison -> DynamicTest.dynamicTest(comparison.type().getSimpleName(), () -> run(comparison)));
    }

    private static void run(Comparison comparison) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(comparison.type().getName()) + "\\.")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(MOMENT)
                .timeout(TimeValue.seconds(30))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (comparison.fixedThreads() == 0) {
            options.threads(comparison.threads().getFirst());
        }
        Collection<RunResult> results = new Runner(options.build()).run();

        assertThat(results)
                .hasSize(comparison.implementations().size() * comparison.benchmarks())
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }
}

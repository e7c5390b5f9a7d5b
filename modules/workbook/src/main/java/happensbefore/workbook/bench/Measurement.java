package happensbefore.workbook.bench;

import happensbefore.workbook.cli.OnExit;
import happensbefore.workbook.cli.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs a plan with JMH, in JMH's forks.
///
/// Forks of the implementations that are compared take turns, one of each and then the next: a machine that is slower
/// for a minute is then slower for all of them.
final class Measurement {
    private Measurement() {}

    /// @throws UserError when another JMH run holds the machine
    /// @throws IllegalStateException when a benchmark fails: its output is in the message
    static Collection<RunResult> run(BenchPlan plan, BenchProgress progress) {
        try (OnExit _ = OnExit.run("bench-close", Measurement::endForks)) {
            List<RunResult> results = new ArrayList<>();
            for (BenchPlan.Step step : plan.steps()) {
                Rounds rounds = new Rounds();
                for (int round = 0; round < plan.settings().forks(); round++) {
                    rounds.add(run(step, plan.settings(), progress));
                }
                results.addAll(rounds.results());
            }
            return results;
        }
    }

    private static void endForks() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private static Collection<RunResult> run(BenchPlan.Step step, BenchPlan.Settings settings, BenchProgress progress) {
        TimeValue each = new TimeValue(settings.each().toMillis(), TimeUnit.MILLISECONDS);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(step.comparison().type().getName()) + "\\.")
                .forks(1)
                .warmupIterations(settings.warmups())
                .warmupTime(each)
                .measurementIterations(settings.iterations())
                .measurementTime(each)
                .timeout(TimeValue.seconds(60)) // then JMH interrupts it, and it fails
                // Not those of this JVM: a score must not depend on how the workbook was started.
                .jvmArgs("--enable-native-access=ALL-UNNAMED", "--enable-preview")
                .shouldFailOnError(true);
        if (step.comparison().fixedThreads() == 0) {
            options.threads(step.threads());
        }
        try {
            return new Runner(options.build(), progress).run();
        } catch (RunnerException e) {
            if (String.valueOf(e.getMessage()).contains("lock")) {
                throw new UserError(
                        "Another JMH run has the machine: " + e.getMessage(), "Wait until it has ended and try again.");
            }
            throw new IllegalStateException(step.comparison().type().getName() + " failed.\n" + progress.said(), e);
        }
    }
}

package happensbefore.workbook.bench;

import happensbefore.workbook.machine.Choices;
import happensbefore.workbook.text.Look;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/// Shows the run as it goes, with what is left by the pace so far. What JMH and the benchmarks print otherwise is kept
/// for the case that something fails.
final class BenchProgress implements OutputFormat {
    private static final int KEPT = 20_000;

    private final PrintWriter out;
    private final Look look;
    private final BenchPlan plan;
    private final long started = System.nanoTime();
    private final StringBuilder said = new StringBuilder();
    private final Map<Rounds.Key, List<BenchmarkResult>> forks = new HashMap<>();
    private int forksDone;
    private int done;

    BenchProgress(PrintWriter out, Look look, BenchPlan plan) {
        this.out = out;
        this.look = look;
        this.plan = plan;
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams iteration, int number, IterationResult data) {
        if (look.terminal()) {
            rewrite(line(benchmark, data.getPrimaryResult().toString()));
        }
    }

    /// A benchmark has ended when its last fork has, which other benchmarks' forks came between.
    @Override
    public void endBenchmark(BenchmarkResult result) {
        forksDone++;
        List<BenchmarkResult> all = forks.computeIfAbsent(Rounds.Key.of(result.getParams()), _ -> new ArrayList<>());
        all.add(result);
        if (all.size() == plan.settings().forks()) {
            done++;
            if (!look.terminal()) {
                Result<?> score = new RunResult(result.getParams(), all).getPrimaryResult();
                out.println(line(result.getParams(), score.toString()));
                out.flush();
            }
        }
    }

    void clear() {
        if (look.terminal()) {
            rewrite("");
            out.print('\r');
            out.flush();
        }
    }

    /// The last that JMH and the forks printed.
    synchronized String said() {
        return said.toString();
    }

    private String line(BenchmarkParams benchmark, String score) {
        String name = benchmark.getBenchmark();
        String type = name.substring(0, name.lastIndexOf('.'));
        boolean alone = plan.steps().stream()
                .filter(step -> step.comparison().type().getName().equals(type))
                .allMatch(step -> step.comparison().benchmarks() == 1);
        return "%3d/%d  %s left  %s, %s, %d thr: %s"
                .formatted(
                        done,
                        plan.benchmarks(),
                        inWords(left(plan, forksDone, Duration.ofNanos(System.nanoTime() - started))),
                        Choices.simpleName(type) + (alone ? "" : name.substring(type.length())),
                        benchmark.getParam("implementation"),
                        benchmark.getThreads(),
                        score.strip());
    }

    /// By the pace so far; by the plan, as long as nothing is done.
    static Duration left(BenchPlan plan, int forksDone, Duration elapsed) {
        return forksDone == 0
                ? plan.estimate()
                : elapsed.multipliedBy(plan.forks() - forksDone).dividedBy(forksDone);
    }

    static String inWords(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 90 ? seconds + " s" : String.format(Locale.ROOT, "%d min", (seconds + 30) / 60);
    }

    private void rewrite(String line) {
        String shown = line.length() < look.width() ? line : line.substring(0, look.width() - 1);
        out.print("\r" + shown + " ".repeat(look.width() - 1 - shown.length()));
        out.flush();
    }

    private synchronized void keep(String text) {
        said.append(text);
        if (said.length() > KEPT) {
            said.delete(0, said.length() - KEPT);
        }
    }

    @Override
    public void print(String text) {
        keep(text);
    }

    @Override
    public void println(String text) {
        keep(text + "\n");
    }

    @Override
    public void write(int character) {
        keep(String.valueOf((char) character));
    }

    @Override
    public void write(byte[] bytes) {
        keep(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams iteration, int number) {}

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}

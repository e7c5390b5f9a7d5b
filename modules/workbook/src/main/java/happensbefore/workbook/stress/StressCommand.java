package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressSuite;
import happensbefore.workbook.catalog.Topic;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.OnExit;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Choices;
import happensbefore.workbook.machine.Machine;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stress`
@Command(
        name = "stress",
        description = "Run the jcstress tests of a topic, an exercise or a class at length, in many JVM modes.",
        footer = {
            "",
            "Exit status: 1 on a forbidden outcome, an error, or a test that gave no sample; 2 when no test has that"
                    + " name.",
            "Each mode is a JVM of its own. Every test runs first in a plain one, then under C2's stress flags with a"
                    + " new seed each time; where --time is too short for that, only some tests do, or all share one JVM,"
                    + " as the first lines and the end say. 2.5 s a test and mode are enough for all."
        })
public final class StressCommand implements Callable<Integer> {
    private final App app;

    @Parameters(arity = "0..1", paramLabel = "TOPIC|CLASS", description = "All tests when left out.")
    private @Nullable String name;

    @Option(
            names = "--time",
            paramLabel = "SECONDS",
            description = "For the whole run; by default 60, or 2.5 a test where that is more.")
    private @Nullable Integer seconds;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Repeats the JVM modes of an earlier run.")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Print the result as one JSON document (docs/json.md) and nothing else.")
    private boolean json;

    @Option(names = "--report", paramLabel = "DIR", description = "Where the HTML report goes.")
    private @Nullable Path report;

    public StressCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (seconds != null && seconds < 1) {
            throw new UserError(
                    "--time is the whole budget in seconds and must be at least 1.", "For example --time 60.");
        }
        List<String> tests = tests();
        StressPlan plan = StressPlan.of(
                tests,
                seconds == null ? StressPlan.usual(tests.size()) : Duration.ofSeconds(seconds),
                seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : seed);
        Machine machine = Machine.here();
        List<String> caveats = machine.caveats();
        if (!json) {
            announce(plan, machine, caveats);
        }
        StressProgress progress = new StressProgress(app.out(), app.look(), plan);
        StressSession.Listener listener = json ? new StressSession.Listener() {} : progress;
        try (ForkedJvm jvm = new ForkedJvm(classPath());
                OnExit _ = OnExit.run("stress-close", jvm::close)) {
            StressSession session = new StressSession(plan, jvm, listener);
            StressTally tally = session.run();
            Duration elapsed = session.elapsed();
            if (!json) {
                progress.clear();
            }
            tell(plan, tally, elapsed, machine, caveats);
            return tally.passed() ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
        } catch (IOException e) {
            throw new UncheckedIOException("The stress tests could not be run", e);
        }
    }

    private List<String> tests() {
        Stream<String> topics = app.catalog().topics().stream().map(Topic::id);
        Stream<String> exercises = app.catalog().exercises().stream().map(exercise -> exercise.id());
        List<String> names = Stream.of(topics, exercises, Stream.of("model"))
                .flatMap(stream -> stream)
                .toList();
        return Choices.choose("stress test", StressSuite.all(), names, Optional.ofNullable(name));
    }

    private void announce(StressPlan plan, Machine machine, List<String> caveats) {
        PrintWriter out = app.out();
        out.println(machine.line());
        caveats.forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%d %s in %d s, about %.1f s a %s, seed %d.%n%s.%n",
                plan.tests().size(),
                plan.tests().size() == 1 ? "test" : "tests",
                plan.budget().toSeconds(),
                plan.share().toMillis() / 1000.0,
                plan.steps().size() < plan.tests().size() ? "test" : "fork",
                plan.seed(),
                plan.forksInWords());
        out.flush();
    }

    private void tell(StressPlan plan, StressTally tally, Duration elapsed, Machine machine, List<String> caveats)
            throws IOException {
        Path page = StressHtml.write(
                tally, report == null ? app.workspace().state().resolve("stress") : app.typed(report.toString()));
        if (json) {
            app.out().println(StressJson.of(plan, tally, elapsed, machine, caveats, page.toString()));
            return;
        }
        StressText.lines(plan, tally, elapsed).forEach(app.out()::println);
        caveats.forEach(app.out()::println);
        app.out().println("Report: " + app.shown(page));
    }

    /// This JVM's own; the exercises' tests run against the solutions.
    private String classPath() {
        Path solutions = app.workspace().root().resolve("solutions/target/classes");
        String own = System.getProperty("java.class.path");
        return Files.isDirectory(solutions) ? own + File.pathSeparator + solutions : own;
    }
}

package happensbefore.workbook.bench;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Comparison;
import happensbefore.workbook.catalog.Topic;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Choices;
import happensbefore.workbook.machine.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench`
@Command(
        name = "bench",
        description = "Measure our implementations against what you would pick instead, and show the ratios.",
        footer = {"", "Exit status: 0 when everything was measured, whatever came of the claims; 2 on a wrong name."})
public final class BenchCommand implements Callable<Integer> {
    private final App app;

    @Parameters(arity = "0..1", paramLabel = "TOPIC|CLASS", description = "All benchmarks when left out.")
    private @Nullable String name;

    @Option(names = "--quick", description = "A first, rough look: about a minute for a topic.")
    private boolean quick;

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Only with these numbers of threads.")
    private TreeSet<Integer> threads = new TreeSet<>();

    @Option(names = "--compare", paramLabel = "FILE", description = "Show the change from an earlier run's JSON.")
    private @Nullable Path earlier;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the JSON and the HTML report go.")
    private @Nullable Path out;

    @Option(names = "--publish", description = "Also write docs/benchmarks/TOPIC.md, .svg and .json.")
    private boolean publish;

    public BenchCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        List<String> topics = app.catalog().topics().stream().map(Topic::id).toList();
        if (publish && (name == null || !topics.contains(name))) {
            throw new UserError(
                    "--publish writes the report of one topic.", "Name one: " + String.join(", ", topics) + ".");
        }
        if (threads.stream().anyMatch(number -> number < 1)) {
            throw new UserError("--threads takes numbers of at least 1.", "For example --threads 1,2.");
        }
        @Nullable Run before = earlier == null ? null : RunFile.read(app.typed(earlier.toString()));
        List<Comparison> comparisons = Comparison.all();
        List<String> chosen = Choices.choose(
                "benchmark",
                comparisons.stream().map(one -> one.type().getName()).toList(),
                topics,
                Optional.ofNullable(name));
        BenchPlan plan = BenchPlan.of(
                comparisons.stream()
                        .filter(one -> chosen.contains(one.type().getName()))
                        .toList(),
                threads,
                quick);
        try {
            measure(plan, before);
        } catch (IOException e) {
            throw new UncheckedIOException("The results could not be kept", e);
        }
        return ExitStatus.OK;
    }

    private void measure(BenchPlan plan, @Nullable Run before) throws IOException {
        Machine machine = Machine.here();
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Run about =
                new Run(start.toString(), command(), plan.settings().inWords(), machine, machine.caveats(), List.of());
        announce(plan, about);
        BenchProgress progress = new BenchProgress(app.out(), app.look(), plan);
        Collection<RunResult> results = Measurement.run(plan, progress);
        progress.clear();

        Path directory = out == null ? app.workspace().state().resolve("bench") : app.typed(out.toString());
        String stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(start);
        Path json = directory.resolve("bench-%s.json".formatted(stamp));
        RunFile.write(json, about, results);
        Run run = RunFile.read(json);
        List<Answer> answers = Answer.of(run, compares(plan));
        tell(plan, run, answers, before);
        Path page = BenchReports.html(
                directory.resolve("bench-%s.html".formatted(stamp)),
                "Benchmarks: " + (name == null ? "all" : name),
                run,
                answers);
        app.out().println("Results: " + app.shown(json));
        app.out().println("Report:  " + app.shown(page));
        if (publish && name != null) {
            Path published =
                    BenchReports.publish(app.workspace().root().resolve("docs/benchmarks"), name, json, run, answers);
            app.out().println("Published: " + app.shown(published));
        }
    }

    private void announce(BenchPlan plan, Run about) {
        PrintWriter screen = app.out();
        screen.println(about.machine().line());
        about.caveats().forEach(screen::println);
        screen.printf(
                "%d benchmarks, %s; about %s.%n",
                plan.benchmarks(), about.settings(), BenchProgress.inWords(plan.estimate()));
        if (quick) {
            screen.println(Words.ROUGH);
        }
        screen.flush();
    }

    private void tell(BenchPlan plan, Run run, List<Answer> answers, @Nullable Run before) {
        boolean unicode = app.look().unicode();
        BenchText.lines(answers, plan.settings().quick(), unicode).forEach(app.out()::println);
        if (before != null) {
            BenchText.changes(run, before, unicode).forEach(app.out()::println);
        }
        run.caveats().forEach(app.out()::println);
    }

    private static Map<String, Compare> compares(BenchPlan plan) {
        return plan.steps().stream()
                .map(BenchPlan.Step::comparison)
                .distinct()
                .collect(Collectors.toMap(one -> one.type().getName(), Comparison::compare));
    }

    /// What repeats the measurement; where its files go does not belong to it.
    private String command() {
        StringBuilder command = new StringBuilder("./workbook bench");
        if (name != null) {
            command.append(' ').append(name);
        }
        if (quick) {
            command.append(" --quick");
        }
        if (!threads.isEmpty()) {
            command.append(" --threads ")
                    .append(threads.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return command.append(publish ? " --publish" : "").toString();
    }
}

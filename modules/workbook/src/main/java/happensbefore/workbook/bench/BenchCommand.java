package happensbefore.workbook.bench;

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

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Measure nothing: report an earlier run's JSON, against the claims as they are now.")
    private @Nullable Path from;

    @Option(names = "--publish", description = "Also write docs/benchmarks/TOPIC.md, its charts and its JSON.")
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
        if (from != null && (quick || !threads.isEmpty())) {
            throw new UserError(
                    "--from measures nothing, so --quick and --threads say nothing with it.", "Leave them out.");
        }
        @Nullable Run before = earlier == null ? null : RunFile.read(app.typed(earlier.toString()));
        List<Comparison> comparisons = Comparison.all();
        List<String> chosen = Choices.choose(
                "benchmark",
                comparisons.stream().map(one -> one.type().getName()).toList(),
                topics,
                Optional.ofNullable(name));
        comparisons = comparisons.stream()
                .filter(one -> chosen.contains(one.type().getName()))
                .toList();
        try {
            if (from == null) {
                measure(BenchPlan.of(comparisons, threads, quick), before);
            } else {
                Path results = app.typed(from.toString());
                Run run = only(RunFile.read(results), chosen);
                app.out().println(run.machine().line());
                app.out().println("Measured " + run.when() + ": " + run.command() + "; " + run.settings() + ".");
                report(results, run, comparisons, before);
            }
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

        String stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(start);
        Path json = directory().resolve("bench-%s.json".formatted(stamp));
        RunFile.write(json, about, results);
        List<Comparison> comparisons =
                plan.steps().stream().map(BenchPlan.Step::comparison).distinct().toList();
        report(json, RunFile.read(json), comparisons, before);
    }

    private void report(Path json, Run run, List<Comparison> comparisons, @Nullable Run before) throws IOException {
        List<Answer> answers = Answer.of(
                run,
                comparisons.stream().collect(Collectors.toMap(one -> one.type().getName(), Comparison::compare)));
        if (answers.isEmpty()) {
            throw new UserError(
                    app.shown(json) + " holds no result of what was asked for.",
                    "Leave the name out to see what it has.");
        }
        tell(run, answers, before);
        Path page = BenchReports.html(
                directory().resolve(json.getFileName().toString().replaceFirst("\\.json$", "") + ".html"),
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

    private Path directory() {
        return out == null ? app.workspace().state().resolve("bench") : app.typed(out.toString());
    }

    private static Run only(Run run, List<String> types) {
        return new Run(
                run.when(),
                run.command(),
                run.settings(),
                run.machine(),
                run.caveats(),
                run.scores().stream()
                        .filter(score -> types.contains(score.type()))
                        .toList());
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

    private void tell(Run run, List<Answer> answers, @Nullable Run before) {
        boolean unicode = app.look().unicode();
        BenchText.lines(answers, run.isQuick(), unicode).forEach(app.out()::println);
        if (before != null) {
            BenchText.changes(run, before, unicode).forEach(app.out()::println);
        }
        run.caveats().forEach(app.out()::println);
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

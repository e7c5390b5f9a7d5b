package happensbefore.workbook.demo;

import happensbefore.demos.Demo;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.OnExit;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Machine;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.Live;
import happensbefore.workbook.text.Page;
import happensbefore.workbook.text.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `demo`
@Command(
        name = "demo",
        description = {
            "Run a pattern under load, and draw what its telemetry tells: a lane for each thread, and its metrics.",
            "Without a topic: list the demos."
        },
        footer = {
            "",
            "The load runs in a JVM of its own and sends OTLP to a receiver here; what is drawn is what arrived.",
            "Exit status: 0 when all that was sent arrived; 1 when spans are missing; 2 on wrong use."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 32;
    private static final int MOST_SECONDS = 10;
    static final String NOT_KEPT = "more than the receiver keeps";

    private final App app;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPIC",
            completionCandidates = DemoTopics.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable String topic;

    @Option(names = "--threads", paramLabel = "N", description = "Lanes; 4 by default, or what the demo needs.")
    private @Nullable Integer threads;

    @Option(names = "--seconds", paramLabel = "S", description = "Of load; ${DEFAULT-VALUE} by default, 10 at most.")
    private int seconds = 2;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description =
                    "For what the load chooses at random, not how threads are scheduled; ${DEFAULT-VALUE} by default.")
    private long seed = 1;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Where the picture goes; .workbook/demo/TOPIC.svg by default.")
    private @Nullable Path svg;

    @Option(names = "--json", description = "Print the run as one JSON document (docs/json.md) and nothing else.")
    private boolean json;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Run nothing: draw an earlier run, kept by --json or --publish.")
    private @Nullable Path from;

    @Option(names = "--publish", description = "Also write docs/TOPIC/timeline.svg, .md and .json.")
    private boolean publish;

    public DemoCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (topic == null) {
            if (from != null || publish || json || svg != null) {
                throw new UserError("Which demo?", known());
            }
            return list();
        }
        String chosen = topic;
        Demo demo = Demo.of(chosen).orElseThrow(() -> unknown(chosen));
        int lanes = threads == null ? demo.usualThreads() : threads;
        if (lanes < demo.fewestThreads() || lanes > MOST_THREADS) {
            throw new UserError(
                    "--threads takes %d to %d for this demo.".formatted(demo.fewestThreads(), MOST_THREADS),
                    "For example --threads %d.".formatted(demo.usualThreads()));
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new UserError(
                    "--seconds takes 1 to %d: the picture shows a few milliseconds of them.".formatted(MOST_SECONDS),
                    "For example --seconds 2.");
        }
        try {
            DemoRun run = from == null ? run(demo, lanes) : earlier(demo, app.typed(from.toString()));
            return tell(run);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo could not be run", e);
        }
    }

    private int list() {
        Page page = new Page(app.look());
        List<List<AttributedString>> rows = new ArrayList<>();
        rows.add(List.of(Ink.of("demo", Ink.HEAD), Ink.of("what it shows", Ink.HEAD)));
        Demo.all()
                .forEach(demo -> rows.add(List.of(Ink.of(demo.topic(), Ink.CODE), new AttributedString(demo.line()))));
        Table.render(page, "", rows);
        page.gap().text("Start one with ./workbook demo TOPIC.");
        page.printTo(app.out());
        return ExitStatus.OK;
    }

    private static UserError unknown(String typed) {
        LevenshteinDistance distance = new LevenshteinDistance(3);
        String nearest = Demo.all().stream()
                .map(Demo::topic)
                .filter(known -> distance.apply(known, typed) >= 0)
                .findFirst()
                .map(known -> " Did you mean " + known + "?")
                .orElse("");
        return new UserError("There is no demo \"" + typed + "\"." + nearest, known());
    }

    private static String known() {
        return "There are: "
                + String.join(", ", Demo.all().stream().map(Demo::topic).toList()) + ".";
    }

    private static DemoRun earlier(Demo demo, Path file) {
        DemoRun run = DemoFile.read(file);
        if (!run.topic().equals(demo.topic())) {
            throw new UserError(file + " is a run of " + run.topic() + ".", "Name that topic, or another file.");
        }
        return run;
    }

    private DemoRun run(Demo demo, int lanes) throws IOException, InterruptedException {
        Machine machine = Machine.here();
        List<String> caveats = machine.caveats();
        Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (DemoSession session = new DemoSession(demo, lanes, Duration.ofSeconds(seconds), seed);
                OnExit _ = OnExit.run("demo-close", session::close)) {
            return picture(demo, lanes, machine, caveats, when, await(session));
        }
    }

    private DemoSession.Got await(DemoSession session) throws IOException, InterruptedException {
        Live live = new Live(app.out());
        try {
            return session.await((elapsed, spans) -> {
                if (!json) {
                    live.status(
                            app.look(),
                            new AttributedString("%s: %d of %d s, %s spans received"
                                    .formatted(topic, elapsed.toSeconds(), seconds, Words.count(spans))));
                }
            });
        } finally {
            live.erase();
        }
    }

    private DemoRun picture(
            Demo demo, int lanes, Machine machine, List<String> caveats, Instant when, DemoSession.Got got) {
        Timeline timeline = Timeline.of(got.spans(), demo.lanes(), demo.focus());
        Map<String, Long> notDrawn = new HashMap<>(timeline.notDrawn());
        if (got.received() > got.spans().size()) {
            notDrawn.put(NOT_KEPT, got.received() - got.spans().size());
        }
        return new DemoRun(
                DemoRun.SCHEMA,
                when.toString(),
                "./workbook demo %s --threads %d --seconds %d --seed %d".formatted(demo.topic(), lanes, seconds, seed),
                demo.topic(),
                demo.line(),
                machine,
                caveats,
                lanes,
                seconds,
                seed,
                new DemoRun.Spans(got.recorded(), got.received(), timeline.drawn(), notDrawn),
                timeline.around(),
                timeline.nanos(),
                demo.marks(),
                timeline.lanes(),
                timeline.arrows(),
                Metrics.of(got.metrics()));
    }

    private int tell(DemoRun run) throws IOException {
        if (run.lanes().isEmpty()) {
            app.err().println("The receiver got no span that names its thread, so there is nothing to draw.");
            app.err().println(Words.asked(run) + ".");
            return ExitStatus.NOT_SOLVED;
        }
        Path picture = svg == null
                ? app.workspace().state().resolve("demo").resolve(run.topic() + ".svg")
                : app.typed(svg.toString());
        Files.createDirectories(picture.toAbsolutePath().getParent());
        Files.writeString(picture, TimelineSvg.of(run));
        if (json) {
            app.out().println(DemoFile.text(run));
        } else {
            DemoText.of(app.look(), run).gap().printTo(app.out());
            app.out().println("Picture: " + app.shown(picture));
        }
        if (publish) {
            Path page = publish(run);
            if (!json) {
                app.out().println("Published: " + app.shown(page));
            }
        }
        if (run.spans().received() != run.spans().recorded()) {
            app.err()
                    .println("%s spans ended, and %s arrived: the picture lacks the others."
                            .formatted(
                                    Words.count(run.spans().recorded()),
                                    Words.count(run.spans().received())));
            return ExitStatus.NOT_SOLVED;
        }
        return ExitStatus.OK;
    }

    private Path publish(DemoRun run) throws IOException {
        Path directory =
                Files.createDirectories(app.workspace().root().resolve("docs").resolve(run.topic()));
        Files.writeString(directory.resolve("timeline.svg"), TimelineSvg.of(run));
        Files.writeString(directory.resolve("timeline.json"), DemoFile.text(run) + "\n");
        return Files.writeString(directory.resolve("timeline.md"), DemoMarkdown.of(run));
    }
}

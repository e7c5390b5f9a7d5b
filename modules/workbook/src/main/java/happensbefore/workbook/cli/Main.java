package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.LocalLadder;
import happensbefore.workbook.text.Look;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The entry of `./workbook`.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        boolean terminal = Optional.ofNullable(environment.get("WORKBOOK_TERMINAL"))
                .map("yes"::equals)
                .orElse(System.console() != null);
        Path here = Path.of(environment.getOrDefault("WORKBOOK_DIRECTORY", ""));
        Workspace workspace = Optional.ofNullable(environment.get("WORKBOOK_ROOT"))
                .map(root -> new Workspace(Path.of(root)))
                .or(() -> Workspace.around(here))
                .orElse(null);
        boolean answers = Optional.ofNullable(environment.get("WORKBOOK_KEYBOARD"))
                .map("yes"::equals)
                .orElse(terminal);
        Look look = Look.detect(environment, terminal);
        Ending ending = new Ending(look.terminal());
        Surroundings surroundings = new Surroundings(
                here,
                environment,
                look,
                ending.writer(FileDescriptor.out),
                ending.writer(FileDescriptor.err),
                terminal && answers,
                answers ? new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())) : null,
                Clock.systemUTC());
        int status;
        try (App app = new App(surroundings, workspace, Main::ladder)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ending, app), "workbook-close"));
            status = commandLine(app).execute(arguments);
            app.out().flush();
            app.err().flush();
        }
        if (status != ExitStatus.INTERRUPTED) {
            ending.done();
        }
        System.exit(status);
    }

    private static void end(Ending ending, App app) {
        ending.tell(app.err());
        app.close();
    }

    /// The whole command line, ready to `execute`.
    public static CommandLine commandLine(App app) {
        CommandLine root = new CommandLine(new Root(app), new Factory(app));
        Commands.of(app).forEach(root::addSubcommand);
        each(root, app);
        root.setParameterExceptionHandler((problem, arguments) -> wrongUse(app, problem));
        root.setExecutionExceptionHandler((thrown, command, parsed) -> failed(app, thrown));
        return root;
    }

    private static void each(CommandLine command, App app) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().versionProvider(new Version());
        command.getCommandSpec().usageMessage().synopsisHeading("Usage: ./");
        command.setOut(app.out()).setErr(app.err());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(app.look().color() ? Ansi.ON : Ansi.OFF));
        command.setUsageHelpWidth(Math.max(55, app.look().width()));
        command.getSubcommands().values().forEach(child -> each(child, app));
    }

    private static int wrongUse(App app, ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        app.err().println(message(problem));
        if (!UnmatchedArgumentException.printSuggestions(problem, app.err())) {
            nearestCommand(problem).ifPresent(name -> app.err().println("Did you mean: " + name + "?"));
            app.err().println("See ./" + command.getCommandSpec().qualifiedName() + " --help.");
        }
        return ExitStatus.USAGE;
    }

    private static String message(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(problem.getMessage()).replace(" (case-insensitive)", "");
        }
        String typed = unmatched.getUnmatched().getFirst();
        if (typed.startsWith("-")) {
            return "There is no option \"" + typed + "\".";
        }
        return problem.getCommandLine().getSubcommands().isEmpty()
                ? "Not expected: \"" + typed + "\"."
                : "There is no command \"" + typed + "\".";
    }

    private static Optional<String> nearestCommand(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String typed = unmatched.getUnmatched().getFirst();
        LevenshteinDistance distance = new LevenshteinDistance(2);
        return problem.getCommandLine().getSubcommands().keySet().stream()
                .filter(name -> distance.apply(typed, name) >= 0)
                .min(Comparator.comparing(name -> distance.apply(typed, name)));
    }

    private static int failed(App app, Exception thrown) {
        if (app.isClosed()) {
            return ExitStatus.INTERRUPTED;
        }
        if (thrown instanceof UserError error) {
            app.err().println(error.getMessage());
            app.err().println(error.next());
            return ExitStatus.USAGE;
        }
        if (thrown instanceof InterruptedException) {
            return ExitStatus.INTERRUPTED;
        }
        app.err()
                .println("The workbook itself failed; your files are untouched by this. What follows is for a report:");
        thrown.printStackTrace(app.err());
        return ExitStatus.FAULT;
    }

    /// Candidates for the shell to complete need the app.
    private record Factory(App app) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == ExerciseNames.class) {
                return type.cast(new ExerciseNames(app));
            }
            if (type == Topics.class) {
                return type.cast(new Topics(app));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    private static Ladder ladder(Workspace workspace) {
        return LocalLadder.create(workspace);
    }
}

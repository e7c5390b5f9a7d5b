package happensbefore.docs;

import happensbefore.demos.Demo;
import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.Main;
import happensbefore.workbook.cli.Surroundings;
import happensbefore.workbook.ladder.LocalLadder;
import happensbefore.workbook.text.Look;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;
import picocli.CommandLine;

/// The commands that a page shows, and what keeps them from working when they are copied.
///
/// @param root the project
record ShownCommands(Path root) {
    /// With `-am` the modules below are built; the last option lets them have none of the chosen tests.
    private static final Pattern ONE_TEST = Pattern.compile(
            "mvn test -pl (modules/[\\w-]+) -am -Dtest=(\\w+) -Dsurefire\\.failIfNoSpecifiedTests=false");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\b[A-Z]{2,}\\b|\\.\\.\\.");

    /// Each problem with its command.
    List<String> problems(Path page) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String command : commands(page)) {
            problem(command).ifPresent(problem -> problems.add(page.getFileName() + ": " + command + ": " + problem));
        }
        return problems;
    }

    /// The lines of shell blocks, and what stands between backticks and begins like a command.
    static List<String> commands(Path page) throws IOException {
        List<String> commands = new ArrayList<>();
        Parser.builder().build().parse(Files.readString(page)).accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                if (block.getInfo().equals("sh")) {
                    block.getLiteral().lines().filter(line -> !line.isBlank()).forEach(commands::add);
                }
            }

            @Override
            public void visit(Code code) {
                if (code.getLiteral().matches("(\\./workbook|mvn) .*")) {
                    commands.add(code.getLiteral());
                }
            }
        });
        return commands;
    }

    private Optional<String> problem(String command) throws IOException {
        if (command.contains("-Dtest=")) {
            return ofOneTest(command);
        }
        boolean shown = command.startsWith("./workbook ")
                && !PLACEHOLDER.matcher(command).find();
        return shown ? ofTheWorkbook(command) : Optional.empty();
    }

    private Optional<String> ofOneTest(String command) throws IOException {
        Matcher form = ONE_TEST.matcher(command);
        if (!form.matches()) {
            return Optional.of("not of the form that works: " + ONE_TEST);
        }
        boolean there = Project.files(root.resolve(form.group(1)).resolve("src/test"), "/" + form.group(2) + ".java")
                        .size()
                == 1;
        return there ? Optional.empty() : Optional.of("no such test");
    }

    /// Whether the command, its options and what it names are there; it is not run.
    private Optional<String> ofTheWorkbook(String command) {
        List<String> words = Arrays.stream(command.split("\\s+")).skip(1).toList();
        Surroundings nobody = new Surroundings(
                root,
                Map.of(),
                Look.piped(),
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                false,
                null,
                Clock.systemUTC());
        try (App app = new App(nobody, new Workspace(root), LocalLadder::create)) {
            CommandLine.ParseResult parsed = Main.commandLine(app).parseArgs(words.toArray(String[]::new));
            return parsed.hasSubcommand() ? named(parsed.subcommand()) : Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> named(CommandLine.ParseResult parsed) {
        List<String> names = parsed.matchedPositionals().stream()
                .flatMap(positional -> positional.stringValues().stream())
                .toList();
        String sub = parsed.commandSpec().name();
        for (String name : names) {
            boolean known = switch (sub) {
                case "run", "watch", "hint", "solution", "reset" ->
                    Catalog.load(new Workspace(root)).find(name).isPresent();
                case "stress", "bench" ->
                    Files.isDirectory(root.resolve("modules").resolve(name));
                case "demo" -> Demo.of(name).isPresent();
                default -> true;
            };
            if (!known) {
                return Optional.of("there is no " + name);
            }
        }
        return Optional.empty();
    }
}

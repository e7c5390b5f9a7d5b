package happensbefore.workbook.dev;

import happensbefore.workbook.cli.App;
import happensbefore.workbook.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a [MeasuringProgram] printed, and where and when. Immutable.
///
/// @param caveats of before: the measurement itself is a load
record Measured(Instant when, Machine machine, List<String> caveats, List<String> said) {
    Measured {
        caveats = List.copyOf(caveats);
        said = List.copyOf(said);
    }

    /// Runs the program, and shows what it prints as it comes.
    static Measured by(MeasuringProgram program, App app) throws IOException, InterruptedException {
        Instant when = Instant.now();
        Machine machine = Machine.here();
        List<String> caveats = machine.caveats();
        List<String> said = new ArrayList<>();
        Consumer<String> print = MeasuringProgram.printing(app.out());
        program.run(print.andThen(said::add));
        app.out().println(machine.line());
        caveats.forEach(app.out()::println);
        return new Measured(when, machine, caveats, said);
    }

    /// Writes a page of `docs/benchmarks`, and says so.
    ///
    /// @param command that gives such a page again
    /// @param explanation of what was printed: paragraphs of Markdown
    void publish(App app, String file, String title, String command, String explanation) throws IOException {
        Path page = app.workspace().root().resolve("docs/benchmarks").resolve(file);
        Files.writeString(page, page(title, command, explanation));
        app.out().println("Published: " + app.shown(page));
    }

    private String page(String title, String command, String explanation) {
        StringBuilder page = new StringBuilder("# " + title + "\n\n| | |\n|---|---|\n");
        page.append("| machine | ").append(machine.line()).append(" |\n");
        page.append("| measured | ")
                .append(when.truncatedTo(ChronoUnit.SECONDS))
                .append(" |\n");
        page.append("| command | `").append(command).append("` |\n");
        caveats.forEach(caveat -> page.append("| caution | ").append(caveat).append(" |\n"));
        page.append("\n").append(explanation);
        page.append("\n```text\n").append(String.join("\n", said)).append("\n```\n");
        return page.toString();
    }
}

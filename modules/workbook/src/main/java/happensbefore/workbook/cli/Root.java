package happensbefore.workbook.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `./workbook` itself: the options that hold for every command.
@Command(
        name = "workbook",
        description = "Learn concurrency on the JVM by solving exercises.",
        footer = {
            "",
            "Exit status: 0 solved or done, 1 not solved, 2 wrong use, 3 a fault of the workbook.",
            "Colors are off when NO_COLOR is set or the output is not a terminal."
        })
final class Root implements Callable<Integer> {
    private final App app;

    @Spec
    private CommandSpec spec;

    Root(App app) {
        this.app = app;
        this.spec = CommandSpec.create();
    }

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colors.")
    void noColor(boolean chosen) {
        if (chosen) {
            app.look(app.look().withoutColor());
        }
    }

    @Option(names = "--ascii", scope = ScopeType.INHERIT, description = "Draw with ASCII characters only.")
    void ascii(boolean chosen) {
        if (chosen) {
            app.look(app.look().inAscii());
        }
    }

    @Option(
            names = "--plain",
            scope = ScopeType.INHERIT,
            description = "Plain lines of text without drawing, for screen readers.")
    void plain(boolean chosen) {
        if (chosen) {
            app.look(app.look().asPlain());
        }
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(app.out());
        return ExitStatus.OK;
    }
}

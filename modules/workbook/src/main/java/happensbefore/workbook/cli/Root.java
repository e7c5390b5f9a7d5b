package happensbefore.workbook.cli;

import happensbefore.workbook.watch.WatchCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `./workbook` itself: the options that hold for every command.
@Command(
        name = "workbook",
        description = {
            "Learn concurrency on the JVM by solving exercises.",
            "Without a command: show the current exercise, check it on every save, move on when it is solved."
        },
        footer = {
            "",
            "Exit status: 0 solved or done, 1 not solved, 2 wrong use, 3 a fault of the workbook, 130 stopped by"
                    + " Ctrl-C.",
            "Colors are off when NO_COLOR is set or the output is not a terminal."
        })
final class Root implements Callable<Integer> {
    private final App app;

    Root(App app) {
        this.app = app;
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
    public Integer call() throws InterruptedException {
        return new WatchCommand(app).call();
    }
}

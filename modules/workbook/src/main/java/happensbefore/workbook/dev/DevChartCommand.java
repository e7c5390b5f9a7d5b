package happensbefore.workbook.dev;

import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import java.awt.AWTError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `dev chart`
@Command(
        name = "chart",
        description = {"Draw a picture of the book again, and print the numbers that stand beside it."})
final class DevChartCommand implements Callable<Integer> {
    private static final String ADAPTIVE_LIMIT = "adaptive-limit";

    private final App app;

    @Parameters(paramLabel = "NAME", description = "The only one there is: " + ADAPTIVE_LIMIT + ".")
    private String name = "";

    DevChartCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException {
        if (!name.equals(ADAPTIVE_LIMIT)) {
            throw new UserError("There is no chart " + name + ".", "There is " + ADAPTIVE_LIMIT + ".");
        }
        System.setProperty("java.awt.headless", "true");
        Path file = app.workspace().root().resolve("docs/tasks/adaptive-limit.svg");
        Files.createDirectories(app.workspace().root().resolve("docs/tasks"));
        Files.writeString(file, svg());
        app.out().println("written: " + app.shown(file));
        LimitChart.table().forEach(app.out()::println);
        return ExitStatus.OK;
    }

    private static String svg() {
        try {
            return LimitChart.svg();
        } catch (LinkageError | InternalError | AWTError e) {
            throw new UserError("The chart cannot be drawn: this JDK has no fonts.", "Install fontconfig and a font.");
        }
    }
}

package happensbefore.workbook.dev;

import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dev new`
@Command(name = "new", description = "Make a new exercise with all its parts, for you to write.")
final class DevNewCommand implements Callable<Integer> {
    private final App app;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "A topic of exercises/catalog.yaml: lock-free.")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The new exercise, as readers will name it: hit-counter.")
    private String id = "";

    @Option(
            names = "--pattern",
            paramLabel = "ID",
            required = true,
            description = "The pattern it practices, as in the README's table: L1.")
    private String pattern = "";

    @Option(names = "--stress", description = "With a jcstress test and the memory-model rung.")
    private boolean stress;

    DevNewCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException {
        try {
            for (Path file : new NewExercise(app.workspace(), topic, id, pattern, stress).create()) {
                app.out().println("written: " + app.shown(file));
            }
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), "See ./workbook dev new --help.");
        }
        app.out().println("""

                Next:
                1. Write the task, exercise.yaml and the original. What is missing says (to be written: ...).
                2. Write the solution, its tests, and the three planted bugs; rename the bugs after what is wrong.
                3. ./workbook dev sync %1$s
                4. ./workbook dev check --only %1$s""".formatted(id));
        return ExitStatus.OK;
    }
}

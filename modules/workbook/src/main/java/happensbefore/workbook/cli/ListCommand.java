package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `list`
@Command(name = "list", description = "List the exercises.")
final class ListCommand implements Callable<Integer> {
    private final App app;

    ListCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        for (Exercise exercise : app.catalog().exercises()) {
            app.out().println(exercise.id());
        }
        return ExitStatus.OK;
    }
}

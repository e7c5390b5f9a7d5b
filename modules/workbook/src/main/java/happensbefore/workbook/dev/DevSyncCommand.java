package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dev sync`
@Command(name = "sync", description = "Make working copies equal to their originals.")
final class DevSyncCommand implements Callable<Integer> {
    private final App app;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Exercises; all when none is named.")
    private List<String> names = List.of();

    @Option(names = "--yes", description = "Overwrite edited files too; what they held is kept.")
    private boolean overwrite;

    DevSyncCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException {
        int refused = 0;
        Instant now = Instant.now();
        for (Exercise exercise : chosen()) {
            Parts parts = new Parts(app.workspace(), exercise);
            WorkingCopies.Synced synced = WorkingCopies.sync(parts, overwrite, now);
            tell("written", synced.copied());
            tell("kept", synced.kept());
            tell("edited, left alone", synced.edited());
            refused += synced.edited().size();
        }
        if (refused > 0) {
            app.out().println("To overwrite edited files, and keep what they hold: ./workbook dev sync --yes");
        }
        return refused == 0 ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
    }

    private List<Exercise> chosen() {
        if (names.isEmpty()) {
            return app.catalog().exercises();
        }
        return names.stream()
                .map(name -> app.catalog()
                        .find(name)
                        .orElseThrow(() -> new UserError("There is no exercise " + name + ".", "See ./workbook list.")))
                .toList();
    }

    private void tell(String what, List<Path> files) {
        files.forEach(file -> app.out().println(what + ": " + app.shown(file)));
    }
}

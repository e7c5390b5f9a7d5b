package happensbefore.workbook.watch;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExerciseNames;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.Journey;
import happensbefore.workbook.cli.RunCommand;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.text.Page;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `watch`, and `./workbook` alone.
@Command(
        name = "watch",
        description = {
            "Show an exercise, check it on every save, and move on when it is solved.",
            "Without a terminal it is checked once, as run does."
        })
public final class WatchCommand implements Callable<Integer> {
    private final App app;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = ExerciseNames.class,
            description = "Where to begin; by default where you are.")
    private @Nullable String name;

    public WatchCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!app.surroundings().interactive()) {
            return RunCommand.once(app, name);
        }
        Optional<Exercise> first =
                name == null ? new Journey(app).current() : Optional.of(new ExerciseNames(app).find(name));
        if (first.isEmpty()) {
            if (app.catalog().exercises().isEmpty()) {
                throw new UserError("The catalog lists no exercise yet.", "Add one with ./workbook dev new.");
            }
            new Page(app.look())
                    .text("All exercises are solved. ./workbook watch NAME goes back to one.")
                    .printTo(app.out());
            return ExitStatus.OK;
        }
        return watch(first.get());
    }

    private int watch(Exercise first) throws InterruptedException {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        try (Keyboard ignored = new Keyboard(events);
                SourceWatch alsoIgnored = new SourceWatch(app.workspace().workingCopies(), events)) {
            return new Watch(app, first, events).run();
        } catch (IOException e) {
            throw new UserError(
                    "This terminal or file system cannot be watched: " + e.getMessage() + ".",
                    "Check by hand with ./workbook run.");
        }
    }
}

package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.progress.Entry;
import happensbefore.workbook.text.ClimbText;
import happensbefore.workbook.text.Live;
import happensbefore.workbook.text.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `run`
@Command(name = "run", description = "Check one exercise: the named one, or the next that is not solved.")
public final class RunCommand implements Callable<Integer> {
    private final App app;
    private final Report report;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = ExerciseNames.class,
            description = "An id, a number in the list, or a file of it.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print the verdict as one JSON document (docs/json.md).")
    private boolean json;

    @Option(names = "--details", description = "Show everything that was found, not only the first lines.")
    private boolean details;

    RunCommand(App app) {
        this.app = app;
        this.report = new Report(app);
    }

    /// Checks the named exercise, or the next, and returns the exit status.
    public static int once(App app, @Nullable String name) throws InterruptedException {
        RunCommand run = new RunCommand(app);
        run.name = name;
        return run.call();
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<Exercise> chosen =
                name == null ? new Journey(app).nextPending() : Optional.of(new ExerciseNames(app).find(name));
        if (chosen.isEmpty()) {
            nothingLeft();
            return ExitStatus.OK;
        }
        return json ? checkForMachine(chosen.get()) : check(chosen.get());
    }

    private void nothingLeft() {
        if (json) {
            app.out().println(VerdictJson.nothingLeft());
        } else if (app.catalog().exercises().isEmpty()) {
            throw new UserError("The catalog lists no exercise yet.", "Add one with ./workbook dev new.");
        } else {
            new Page(app.look())
                    .text("All exercises are solved. ./workbook run NAME checks one again.")
                    .printTo(app.out());
        }
    }

    private int checkForMachine(Exercise exercise) throws InterruptedException {
        Checker.Checked checked = new Checker(app).check(exercise, Ladder.Listener.SILENT);
        app.tellNotices();
        app.out().println(new VerdictJson(app.workspace(), exercise).document(checked));
        return checked.verdict().solved() ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
    }

    private int check(Exercise exercise) throws InterruptedException {
        Live live = new Live(app.out());
        live.print(report.title(exercise)
                .add(report.edit(exercise, Optional.empty()))
                .gap());
        Checker.Checked checked = new Checker(app).check(exercise, new Ladder.Listener() {
            @Override
            public void started(Rung rung) {
                Duration budget = exercise.rungs().getOrDefault(rung, Duration.ZERO);
                live.status(app.look(), ClimbText.running(app.look(), rung, Duration.ZERO, budget));
            }

            @Override
            public void ended(RungResult result) {
                Page line = new Page(app.look());
                ClimbText.add(line, result);
                live.print(line);
            }
        });
        live.erase();
        new Page(app.look())
                .text("")
                .add(report.finding(
                        exercise, checked.verdict(), details, "./workbook run " + exercise.id() + " --details"))
                .gap()
                .add(report.caveats(checked.verdict()))
                .gap()
                .add(next(exercise, checked))
                .printTo(app.out());
        app.tellNotices();
        return checked.verdict().solved() ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
    }

    private Page next(Exercise exercise, Checker.Checked checked) {
        Page page = new Page(app.look());
        if (checked.changed()) {
            return page.text("The file changed during the check, so this verdict is not kept. Run it again.");
        }
        if (checked.verdict().solved()) {
            page.add(report.solved(exercise)).text("Compare with the solution: ./workbook solution " + exercise.id());
            new Journey(app)
                    .nextPendingAfter(exercise)
                    .ifPresentOrElse(
                            following -> page.text("Next: ./workbook run " + following.id()),
                            () -> page.text("That was the last one. All exercises are solved."));
            return page;
        }
        Entry entry = app.progress().read().of(exercise);
        Hints hints = new Hints(exercise, entry);
        String command = "./workbook hint " + exercise.id();
        return hints.next().isEmpty()
                ? page
                : page.text(
                        hints.nextIsForFailure()
                                ? "There is a hint for this failure: " + command
                                : "A hint: " + command);
    }
}

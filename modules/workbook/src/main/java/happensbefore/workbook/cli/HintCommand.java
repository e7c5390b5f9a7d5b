package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.MarkdownText;
import happensbefore.workbook.text.Page;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hint`
@Command(name = "hint", description = "Show the next hint. Hints for the failure you just saw come first.")
final class HintCommand implements Callable<Integer> {
    private final App app;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = ExerciseNames.class,
            description = "The exercise; by default the one you are at.")
    private @Nullable String name;

    HintCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        Exercise exercise = name == null
                ? new Journey(app)
                        .current()
                        .orElseThrow(() -> new UserError(
                                "All exercises are solved.", "For the hints of one: ./workbook hint NAME."))
                : new ExerciseNames(app).find(name);
        page(app, exercise, "./workbook hint " + exercise.id(), "./workbook solution --spoil " + exercise.id())
                .printTo(app.out());
        app.tellNotices();
        return ExitStatus.OK;
    }

    /// The next hint, which counts as shown from now on; after the last one, all of them.
    ///
    /// @param again how to get the next
    /// @param solution how to get the solution
    static Page page(App app, Exercise exercise, String again, String solution) {
        Hints hints = new Hints(exercise, app.progress().read().of(exercise));
        Optional<Hints.Next> next = hints.next();
        if (next.isEmpty()) {
            Page page = new Page(app.look()).text("", "You have seen every hint for " + exercise.id() + ":", Ink.HEAD);
            hints.all().forEach(hint -> page.gap().add(MarkdownText.render(app.look(), hint.text())));
            return page.gap().text("The solution, if you want it now: " + solution);
        }
        app.progress()
                .update(exercise, entry -> entry.withHint(next.get().hint().mark()));
        Page page = new Report(app).hint(exercise, next.get());
        return next.get().left() == 0 ? page : page.gap().text("", "The next one: " + again, Ink.FAINT);
    }
}

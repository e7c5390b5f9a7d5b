package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.Verdict;
import happensbefore.workbook.progress.Fingerprint;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.Live;
import happensbefore.workbook.text.Look;
import happensbefore.workbook.text.Page;
import happensbefore.workbook.text.ProgressBar;
import java.util.List;
import java.util.concurrent.Callable;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import picocli.CommandLine.Command;

/// `check-all`
@Command(
        name = "check-all",
        description = "Check every exercise you have begun; each is marked done or pending.",
        footer = {"", "Exit status: 0 when all are done, 1 when one is pending."})
final class CheckAllCommand implements Callable<Integer> {
    private final App app;

    CheckAllCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Exercise> all = app.catalog().exercises();
        if (all.isEmpty()) {
            throw new UserError("The catalog lists no exercise yet.", "Add one with ./workbook dev new.");
        }
        Live live = new Live(app.out());
        Checker checker = new Checker(app);
        int done = 0;
        for (int i = 0; i < all.size(); i++) {
            Exercise exercise = all.get(i);
            Look look = app.look();
            live.status(
                    look,
                    new AttributedString("  checking " + exercise.id() + " (" + (i + 1) + " of " + all.size() + ")"));
            if (untouched(exercise)) {
                live.print(line(exercise, false, "not begun"));
                continue;
            }
            Verdict verdict = checker.check(exercise, Ladder.Listener.SILENT).verdict();
            done += verdict.solved() ? 1 : 0;
            String why = verdict.failure()
                    .map(failed ->
                            failed.rung().label() + ": " + failed.finding().headline())
                    .orElse("");
            live.print(line(exercise, verdict.solved(), why));
        }
        new Page(app.look())
                .text("")
                .line(ProgressBar.of(app.look(), done, all.size()))
                .printTo(app.out());
        app.tellNotices();
        return done == all.size() ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
    }

    /// An original fails: `dev check` proves it for each, so it need not be seen again here.
    private boolean untouched(Exercise exercise) {
        return Fingerprint.of(app.workspace().workingCopy(exercise))
                .equals(Fingerprint.of(app.workspace().original(exercise)));
    }

    /// On a narrow screen names do not stand in columns.
    private String padded(Exercise exercise) {
        int longest = app.look().plain() || app.look().width() < Look.DEFAULT_WIDTH
                ? 0
                : app.catalog().exercises().stream()
                        .mapToInt(each -> each.id().length())
                        .max()
                        .orElse(0);
        return exercise.id() + " ".repeat(Math.max(0, longest - exercise.id().length()));
    }

    private Page line(Exercise exercise, boolean solved, String why) {
        return new Page(app.look())
                .text(
                        new AttributedStringBuilder()
                                .append("  ")
                                .append(solved ? "done   " : "pending", solved ? Ink.GOOD : Ink.NOTICE)
                                .append("  ")
                                .toAttributedString(),
                        "           ",
                        new AttributedString(why.isEmpty() ? exercise.id() : padded(exercise) + "  " + why));
    }
}

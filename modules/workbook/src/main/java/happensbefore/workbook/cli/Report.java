package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Topic;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.ladder.Verdict;
import happensbefore.workbook.text.FindingText;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.MarkdownText;
import happensbefore.workbook.text.Page;
import happensbefore.workbook.text.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;

/// The parts of what a reader sees about an exercise.
public final class Report {
    private final App app;

    public Report(App app) {
        this.app = app;
    }

    /// Topic, place in it, and progress over all.
    public Page progress(Exercise exercise) {
        Topic topic = app.catalog().topics().stream()
                .filter(candidate -> candidate.id().equals(exercise.topic()))
                .findFirst()
                .orElseThrow();
        int place = topic.exercises().indexOf(exercise) + 1;
        int all = app.catalog().exercises().size();
        return new Page(app.look())
                .text(
                        "",
                        topic.title() + ", exercise " + place + " of "
                                + topic.exercises().size(),
                        Ink.FAINT)
                .line(ProgressBar.of(app.look(), (int) new Journey(app).solved(), all));
    }

    public Page title(Exercise exercise) {
        String kind = exercise.kind().name().toLowerCase(Locale.ROOT);
        String level = exercise.level().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Page(app.look())
                .text(
                        "",
                        AttributedString.join(
                                AttributedString.EMPTY,
                                Ink.of(exercise.title(), Ink.HEAD),
                                Ink.of("  " + exercise.id() + ", " + level + ", " + kind, Ink.FAINT)));
    }

    /// The task, without the title that stands above it already.
    public Page task(Exercise exercise) {
        Path file = app.workspace().task(exercise);
        try {
            String text = Files.readString(file);
            String title = "# " + exercise.title() + "\n";
            return MarkdownText.render(
                    app.look(),
                    text.startsWith(title) ? text.substring(title.length()) : text,
                    link -> shown(file, link));
        } catch (IOException e) {
            return new Page(app.look())
                    .text("Its task text is missing: " + app.shown(file) + ". Get it back with git checkout.");
        }
    }

    /// The file to edit, with a line to begin at.
    public Page edit(Exercise exercise, Optional<Verdict> verdict) {
        Path file = app.workspace().edit(exercise);
        int line = verdict.flatMap(Verdict::failure)
                .flatMap(failed -> failed.finding().places().stream()
                        .filter(place -> place.file().equals(exercise.edit()) && place.line() > 0)
                        .findFirst())
                .map(place -> place.line())
                .orElseGet(() -> StartLine.of(file));
        return new Page(app.look())
                .whole(AttributedString.join(
                        AttributedString.EMPTY,
                        new AttributedString("Edit "),
                        Ink.of(app.shown(file) + ":" + line, Ink.CODE)));
    }

    /// @param more how the reader gets to see what is cut
    public Page finding(Exercise exercise, Verdict verdict, boolean whole, String more) {
        Page page = new Page(app.look());
        Workspace workspace = app.workspace();
        FindingText text = new FindingText(workspace.workingCopy(exercise), app::shown, whole, more, exercise.id());
        verdict.failure().map(RungResult.Failed::finding).ifPresent(finding -> text.add(page, finding));
        return page;
    }

    public Page caveats(Verdict verdict) {
        Page page = new Page(app.look());
        List<String> caveats = verdict.caveats();
        if (!caveats.isEmpty()) {
            page.gap();
            caveats.forEach(caveat -> page.text("", caveat, Ink.NOTICE));
        }
        return page;
    }

    public Page solved(Exercise exercise) {
        return new Page(app.look()).text("", "Solved: " + exercise.title() + ".", Ink.GOOD);
    }

    public Page hint(Exercise exercise, Hints.Next next) {
        int all = next.number() + next.left();
        Page page = new Page(app.look())
                .text(
                        "",
                        "Hint " + next.number() + " of " + all + " for " + exercise.id()
                                + (next.hint().forFailure() ? ", for the failure you just saw" : ""),
                        Ink.HEAD);
        return page.add(MarkdownText.render(app.look(), next.hint().text()));
    }

    /// The next hint, which counts as shown from now on; after the last one, all of them.
    ///
    /// @param again how to get the next
    /// @param solution how to get the solution
    public Page nextHint(Exercise exercise, String again, String solution) {
        return HintCommand.page(app, exercise, again, solution);
    }

    /// The solution, what is different in the reader's version, and why.
    public Page solution(Exercise exercise) {
        return SolutionCommand.page(app, exercise);
    }

    /// All exercises with their states.
    public Page list() {
        return ListCommand.page(app);
    }

    /// A link of a file, as the reader would type it: a path from where they are, or an address as it is.
    private String shown(Path file, String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() || link.contains("://") ? link : app.shown(file.resolveSibling(path));
    }

    /// A Markdown file, if it is there.
    public Optional<Page> markdown(Path file) {
        try {
            return Optional.of(MarkdownText.render(app.look(), Files.readString(file), link -> shown(file, link)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

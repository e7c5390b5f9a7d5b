package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.ladder.Verdict;
import happensbefore.workbook.progress.Entry;
import happensbefore.workbook.progress.Fingerprint;
import java.nio.file.Path;
import java.time.Instant;

/// Checks the reader's version of an exercise and keeps the result.
///
/// A verdict belongs to the content that was judged: when the files change during the check, nothing is kept.
public final class Checker {
    private static final int LONGEST_TEXT = 4000;
    private final App app;

    public Checker(App app) {
        this.app = app;
    }

    /// @param changed whether the files changed during the check
    public record Checked(Verdict verdict, boolean changed) {}

    public Checked check(Exercise exercise, Ladder.Listener listener) throws InterruptedException {
        Workspace workspace = app.workspace();
        Path sources = workspace.workingCopy(exercise);
        String before = Fingerprint.of(sources);
        Verdict verdict = app.ladder()
                .climb(exercise, sources, exercise.rungs().lastEntry().getKey(), listener);
        boolean changed = !Fingerprint.of(sources).equals(before);
        if (!changed) {
            keep(exercise, verdict, before);
        }
        return new Checked(verdict, changed);
    }

    private void keep(Exercise exercise, Verdict verdict, String content) {
        if (verdict.solved()) {
            String original = Fingerprint.of(app.workspace().original(exercise));
            Instant now = app.surroundings().clock().instant();
            app.progress().update(exercise, entry -> entry.withSolved(new Entry.Solved(now, content, original)));
            return;
        }
        verdict.failure()
                .filter(failed -> failed.finding().kind() != FindingKind.CHECK_FAILED)
                .ifPresent(failed -> app.progress().update(exercise, entry -> entry.withFailure(failure(failed))));
    }

    private static Entry.Failure failure(RungResult.Failed failed) {
        return new Entry.Failure(failed.rung(), failed.finding().kind(), text(failed.finding()));
    }

    /// What keyed hints are matched against: all that the finding says, except stacks, which name all sorts of classes.
    private static String text(Finding finding) {
        StringBuilder text = new StringBuilder(finding.headline());
        if (finding.test() != null) {
            text.append('\n').append(finding.test());
        }
        finding.places().forEach(place -> text.append('\n').append(place.message()));
        if (finding.interleaving() != null) {
            text.append('\n').append(finding.interleaving().outcome());
            finding.interleaving().steps().forEach(step -> text.append('\n').append(step.text()));
        }
        finding.details().stream()
                .filter(detail -> !(detail instanceof Detail.Stacks))
                .forEach(detail -> text.append('\n').append(detail.text()));
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text.toString();
    }
}

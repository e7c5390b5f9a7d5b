package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Exercise.Expected;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.ladder.Sampling;
import happensbefore.workbook.ladder.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is claimed of one variant of an exercise, to be held against the ladder's verdict.
///
/// @param kind original, solution or planted bug
/// @param name as messages name it: `original`, `solution`, `bug volatile-only`
/// @param sources the directory with the variant's sources
/// @param failure how it fails; empty when it passes every rung
record Claim(Exercise exercise, Kind kind, String name, Path sources, Optional<Expected> failure) {
    /// Lines of each detail that a refusal shows.
    private static final int SHOWN = 12;

    private static final String INDENT = "\n            ";

    enum Kind {
        ORIGINAL,
        SOLUTION,
        BUG
    }

    /// All claims of one exercise.
    static List<Claim> of(Parts parts) {
        Exercise exercise = parts.exercise();
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(exercise, Kind.ORIGINAL, "original", parts.original(), Optional.of(exercise.untouched())));
        claims.add(new Claim(exercise, Kind.SOLUTION, "solution", parts.solution(), Optional.empty()));
        for (Exercise.PlantedBug bug : exercise.bugs()) {
            claims.add(new Claim(exercise, Kind.BUG, "bug " + bug.name(), parts.bug(bug), Optional.of(bug.expected())));
        }
        return claims;
    }

    /// The last rung to climb: what lies above the declared failure proves nothing more.
    Rung top() {
        return failure.map(Expected::rung)
                .orElseGet(() -> exercise.rungs().lastEntry().getKey());
    }

    /// A declared forbidden outcome is looked for until it is seen or the rung's time is over.
    Sampling sampling() {
        return failure.isPresent() && top() == Rung.MEMORY_MODEL ? Sampling.PATIENT : Sampling.BRIEF;
    }

    /// What is wrong when this verdict is held against the claim; empty when it is as claimed.
    Optional<Refusal> judge(Verdict verdict) {
        boolean asClaimed = failure.isEmpty()
                ? verdict.solved() && verdict.rungs().size() == exercise.rungs().size()
                : verdict.failure()
                        .filter(failed -> failed.rung() == failure.get().rung()
                                && failed.finding().kind() == failure.get().finding())
                        .isPresent();
        if (asClaimed) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(exercise.id() + ", " + name, expected(), seen(verdict), next(verdict)));
    }

    /// Whether this is a planted bug that is caught where it was declared to be, for another reason.
    boolean isCaughtOtherwise(Verdict verdict) {
        return kind == Kind.BUG
                && judge(verdict).isPresent()
                && verdict.failure().filter(failed -> failed.rung() == top()).isPresent();
    }

    private String expected() {
        return failure.map(expected -> "fails at " + expected.rung().label() + " with "
                        + expected.finding().label())
                .orElse("passes every rung");
    }

    private static String seen(Verdict verdict) {
        return verdict.failure().map(Claim::told).orElseGet(() -> {
            List<String> rungs = verdict.rungs().stream().map(Claim::told).toList();
            return rungs.isEmpty() ? "no rung ran" : String.join(", ", rungs);
        });
    }

    private static String told(RungResult result) {
        return switch (result) {
            case RungResult.Passed passed -> "passed " + passed.rung().label();
            case RungResult.NotRun notRun -> notRun.rung().label() + " did not run (" + notRun.why() + ")";
            case RungResult.Failed failed -> {
                Finding finding = failed.finding();
                String test = finding.test() == null ? "" : " [" + finding.test() + "]";
                yield "failed at " + failed.rung().label() + " with "
                        + finding.kind().label() + ": " + finding.headline() + test + evidence(finding);
            }
        };
    }

    /// The beginning of each detail: a verdict that depends on a race is seldom seen twice.
    private static String evidence(Finding finding) {
        StringBuilder evidence = new StringBuilder();
        for (Detail detail : finding.details()) {
            List<String> lines = detail.text().lines().toList();
            evidence.append(INDENT).append(detail.title()).append(':');
            lines.stream()
                    .limit(SHOWN)
                    .forEach(line -> evidence.append(INDENT).append("  ").append(line));
            if (lines.size() > SHOWN) {
                evidence.append(INDENT)
                        .append("  ... ")
                        .append(lines.size() - SHOWN)
                        .append(" more lines");
            }
        }
        return evidence.toString();
    }

    private String next(Verdict verdict) {
        if (verdict.failure().isPresent()) {
            return failure.isEmpty()
                    ? "correct the solution, or the test that judges it"
                    : "declare what was seen, or change the code so that it fails as declared";
        }
        return switch (kind) {
            case ORIGINAL -> "it is solved already: take out what the reader is to write";
            case SOLUTION -> "see why a rung did not run";
            case BUG -> "aim a test at this bug, or remove it";
        };
    }
}

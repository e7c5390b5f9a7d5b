package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.CatalogException;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Problem;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Proves the exercises: first that each has all its parts, then that the ladder tells right from wrong.
///
/// A refusal stops nothing: all are told, each by name. An exercise without all its parts does not climb.
///
/// A bug that is caught otherwise than declared gets a second look, which decides, and is told either way. A bug that
/// passes and a solution that fails get none. Under `repeat` nothing does.
final class DevCheck {
    private final Workspace workspace;
    private final Prover prover;
    private final PrintWriter out;

    DevCheck(Workspace workspace, Prover prover, PrintWriter out) {
        this.workspace = workspace;
        this.prover = prover;
        this.out = out;
    }

    /// What to prove.
    ///
    /// @param only ids of exercises; empty for all
    /// @param changed leave out what was proved before and has not changed since
    /// @param pristine refuse working copies that differ from their originals
    /// @param repeat how often in a row each variant must behave as declared
    record Options(Set<String> only, boolean changed, boolean pristine, int repeat) {
        static final Options ALL = new Options(Set.of(), false, false, 1);
    }

    /// Everything that is refused; proved when there is nothing.
    List<Refusal> run(Options options) throws IOException, InterruptedException {
        List<Refusal> refusals = new ArrayList<>();
        Fingerprints fingerprints = new Fingerprints(workspace);
        Tally tally = new Tally(out);
        List<Parts> climbing = new ArrayList<>();
        List<Path> unread = new ArrayList<>();
        Catalog catalog = load(refusals, unread);
        if (options.only().isEmpty()) {
            refusals.addAll(StrayFiles.find(workspace, catalog.topics(), unread));
        }
        if (catalog.exercises().isEmpty()) {
            refusals.add(new Refusal("exercises/catalog.yaml", "exercises", "none: nothing is proved", "add one"));
        }
        Set<String> taken = ModuleClasses.names(workspace.root());
        for (Exercise exercise : catalog.exercises()) {
            Parts parts = new Parts(workspace, exercise);
            if (!options.only().isEmpty() && !options.only().contains(exercise.id())) {
                continue;
            }
            if (options.pristine()) {
                refusals.addAll(WorkingCopies.check(parts));
            }
            List<Refusal> structure = new ExerciseStructure(parts, taken).check();
            refusals.addAll(structure);
            if (structure.isEmpty()) {
                Optional<Instant> before =
                        options.changed() ? fingerprints.proved(parts, options.repeat()) : Optional.empty();
                before.ifPresentOrElse(tally::unchanged, () -> climbing.add(parts));
            }
        }
        refusals.forEach(tally::refused);
        climb(climbing, options.repeat(), tally, fingerprints, refusals);
        tally.close(refusals.size());
        return refusals;
    }

    private Catalog load(List<Refusal> refusals, List<Path> unread) {
        try {
            return Catalog.load(workspace);
        } catch (CatalogException e) {
            for (Problem problem : e.problems()) {
                unread.add(problem.file());
                refusals.add(new Refusal(
                        problem.file() + (problem.line() > 0 ? ":" + problem.line() : ""),
                        "every key as exercises/TEMPLATE-exercise.yaml has it",
                        (problem.key().isEmpty() ? "" : problem.key() + ": ") + problem.message(),
                        "correct this file"));
            }
            return e.readable();
        }
    }

    private void climb(List<Parts> climbing, int repeat, Tally tally, Fingerprints fingerprints, List<Refusal> refusals)
            throws IOException, InterruptedException {
        List<Claim> claims = new ArrayList<>();
        for (int round = 0; round < repeat; round++) {
            climbing.forEach(parts -> claims.addAll(Claim.of(parts)));
        }
        if (claims.isEmpty()) {
            return;
        }
        fingerprints.begin(climbing);
        tally.expect(claims);
        int before = refusals.size();
        List<Claim> again = new ArrayList<>();
        prover.prove(claims, (claim, verdict) -> {
            if (repeat == 1 && claim.isCaughtOtherwise(verdict)) {
                again.add(claim);
                tally.otherwise(claim.judge(verdict).orElseThrow());
            } else {
                judge(claim, verdict, tally, refusals);
            }
        });
        if (!again.isEmpty()) {
            prover.prove(again, (claim, verdict) -> judge(claim, verdict, tally, refusals));
        }
        tally.missing()
                .forEach(claim -> refusals.add(new Refusal(
                        claim.exercise().id() + ", " + claim.name(),
                        "a verdict",
                        "none: the ladder did not come to this variant",
                        "see the messages above")));
        List<Refusal> climbs = refusals.subList(before, refusals.size());
        fingerprints.proved(
                climbing.stream()
                        .filter(parts -> climbs.stream()
                                .noneMatch(refusal -> refusal.where().startsWith(parts.id() + ",")))
                        .toList(),
                repeat);
    }

    private static void judge(Claim claim, Verdict verdict, Tally tally, List<Refusal> refusals) {
        claim.judge(verdict)
                .ifPresentOrElse(
                        refusal -> {
                            refusals.add(refusal);
                            tally.refused(claim, verdict, refusal);
                        },
                        () -> tally.asClaimed(claim, verdict));
    }
}

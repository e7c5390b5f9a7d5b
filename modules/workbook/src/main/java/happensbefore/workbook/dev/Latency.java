package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise.PlantedBug;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.LatencyReport;
import happensbefore.workbook.ladder.Rung;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One exercise's medians from the call of the ladder to its answer.
///
/// @param behaved the solution compiled and its tests passed; empty when it has no such rung
/// @param interleaving a variant that an interleaving breaks got its verdict; empty when there is none
/// @param all the solution got its verdict, every rung climbed
/// @param caveats what weakens the figures
record Latency(
        String exercise,
        Optional<Duration> behaved,
        Optional<Duration> interleaving,
        Duration all,
        List<String> caveats) {

    static Latency of(Ladder ladder, Parts parts, int rounds) throws InterruptedException {
        LatencyReport solved = LatencyReport.measure(ladder, parts.exercise(), parts.solution(), rounds);
        Optional<Path> broken = brokenByAnInterleaving(parts);
        Optional<Duration> interleaving = Optional.empty();
        if (broken.isPresent()) {
            LatencyReport failing = LatencyReport.measure(ladder, parts.exercise(), broken.get(), rounds);
            interleaving = Optional.of(failing.whole());
        }
        return new Latency(
                parts.id(),
                Optional.ofNullable(solved.reached().get(Rung.BEHAVE)),
                interleaving,
                solved.whole(),
                solved.caveats());
    }

    private static Optional<Path> brokenByAnInterleaving(Parts parts) {
        if (parts.exercise().untouched().finding() == FindingKind.INTERLEAVING) {
            return Optional.of(parts.original());
        }
        return parts.exercise().bugs().stream()
                .filter(bug -> bug.expected().finding() == FindingKind.INTERLEAVING)
                .findFirst()
                .map((PlantedBug bug) -> parts.bug(bug));
    }
}

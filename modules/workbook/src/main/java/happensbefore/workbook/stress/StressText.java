package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressOutcome;
import happensbefore.workbook.machine.Choices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The end of a session, as lines of text.
final class StressText {
    private StressText() {}

    static List<String> lines(StressPlan plan, StressTally tally, Duration elapsed) {
        List<String> lines = new ArrayList<>();
        int width = tally.totals().stream()
                .mapToInt(total -> Choices.simpleName(total.test()).length())
                .max()
                .orElse(0);
        for (StressTally.Total total : tally.totals()) {
            lines.add(("%-9s %-" + width + "s  %s samples, %d %s")
                    .formatted(
                            total.passed() ? "no error" : total.verdict(),
                            Choices.simpleName(total.test()),
                            StressProgress.rough(total.samples()),
                            total.forks().size(),
                            total.forks().size() == 1 ? "fork" : "forks"));
            if (!total.passed()) {
                lines.addAll(failure(total));
            }
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d %s, %d failed; %s samples in %.1f s of %d s; seed %d.",
                tally.totals().size(),
                tally.totals().size() == 1 ? "test" : "tests",
                tally.totals().stream().filter(total -> !total.passed()).count(),
                StressProgress.rough(tally.samples()),
                elapsed.toMillis() / 1000.0,
                plan.budget().toSeconds(),
                plan.seed()));
        long stressed = tally.totals().stream()
                .filter(total -> total.forks().stream()
                        .anyMatch(fork -> !fork.mode().flags().isEmpty()))
                .count();
        lines.add(stressed + " of " + tally.totals().size() + " tests ran under C2's stress flags as well"
                + (stressed < tally.totals().size() ? "; with more --time the others do." : "."));
        if (tally.passed()) {
            lines.add("No forbidden outcome was seen. That is no proof: a reordering may need another processor,"
                    + " another JVM or more time.");
        }
        return lines;
    }

    private static List<String> failure(StressTally.Total total) {
        List<String> lines = new ArrayList<>();
        for (StressOutcome seen : total.violations()) {
            lines.add("    [%s] seen %d times of %d: %s"
                    .formatted(seen.id(), seen.count(), total.samples(), seen.description()));
        }
        total.firstFailure().ifPresent(fork -> {
            lines.add("    in mode: " + fork.mode().name() + " "
                    + String.join(" ", fork.mode().flags()));
            fork.result().messages().stream()
                    .flatMap(String::lines)
                    .limit(15)
                    .forEach(line -> lines.add("    " + line));
        });
        return lines;
    }
}

package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressOutcome;
import happensbefore.stress.driver.StressResult;
import happensbefore.workbook.machine.Choices;
import happensbefore.workbook.text.Look;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shows a session as it runs: one line that is rewritten where a person watches, else a line a fork.
final class StressProgress implements StressSession.Listener {
    private final PrintWriter out;
    private final Look look;
    private final StressPlan plan;
    private int done;

    StressProgress(PrintWriter out, Look look, StressPlan plan) {
        this.out = out;
        this.look = look;
        this.plan = plan;
    }

    @Override
    public void started(StressPlan.Step step, Duration elapsed) {
        rewrite(line(step, step.tests().getFirst(), elapsed, "starting"));
    }

    @Override
    public void progressed(StressPlan.Step step, StressResult soFar, Duration elapsed) {
        rewrite(line(step, soFar.test(), elapsed, outcomes(soFar)));
    }

    @Override
    public void ended(StressPlan.Step step, StressResult result, Duration elapsed) {
        done++;
        if (!look.terminal()) {
            out.println(line(step, result.test(), elapsed, outcomes(result)));
        } else if (!result.passed()) {
            rewrite("");
            out.print('\r');
            out.println(result.verdict() + ": " + Choices.simpleName(result.test()) + " ("
                    + step.mode().name() + ")");
        }
        out.flush();
    }

    /// Leaves an empty line where the progress was.
    void clear() {
        rewrite("");
        if (look.terminal()) {
            out.print('\r');
            out.flush();
        }
    }

    private String line(StressPlan.Step step, String test, Duration elapsed, String outcomes) {
        return "%3d/%d s  %s %d  %s (%s): %s"
                .formatted(
                        elapsed.toSeconds(),
                        plan.budget().toSeconds(),
                        step.tests().size() > 1 ? "test" : "fork",
                        look.terminal() ? done + 1 : done,
                        Choices.simpleName(test),
                        step.mode().name(),
                        outcomes);
    }

    private static String outcomes(StressResult result) {
        String seen = result.outcomes().stream()
                .filter(outcome -> outcome.count() > 0)
                .map(StressProgress::outcome)
                .collect(Collectors.joining("  "));
        return seen.isEmpty() ? result.verdict().name() : seen;
    }

    private static String outcome(StressOutcome outcome) {
        return "%s[%s] %s".formatted(outcome.isViolation() ? "FORBIDDEN " : "", outcome.id(), rough(outcome.count()));
    }

    static String rough(long count) {
        if (count < 10_000) {
            return String.valueOf(count);
        }
        return count < 10_000_000 ? count / 1000 + "k" : String.format(Locale.ROOT, "%dM", count / 1_000_000);
    }

    private void rewrite(String line) {
        if (look.terminal()) {
            String shown = line.length() < look.width() ? line : line.substring(0, look.width() - 1);
            out.print("\r" + shown + " ".repeat(look.width() - 1 - shown.length()));
            out.flush();
        }
    }
}

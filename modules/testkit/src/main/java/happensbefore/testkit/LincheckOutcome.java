package happensbefore.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.ReporterKt;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.strategy.IncorrectResultsFailure;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedDeadlockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ManagedLivelockFailure;
import org.jetbrains.kotlinx.lincheck.strategy.TimeoutFailure;
import org.jetbrains.kotlinx.lincheck.strategy.UnexpectedExceptionFailure;
import org.jetbrains.kotlinx.lincheck.strategy.ValidationFailure;
import org.jetbrains.kotlinx.lincheck.util.ExceptionResult;
import org.jetbrains.kotlinx.lincheck.util.LincheckResult;

/// Says in words what came of a failing schedule.
final class LincheckOutcome {
    private LincheckOutcome() {}

    static String describe(LincheckFailure failure) {
        return switch (failure) {
            case ManagedDeadlockFailure _ -> "Deadlock: every thread that is left waits for another.";
            case ManagedLivelockFailure _ ->
                "Deadlock or livelock: every thread that is left waits or goes round a loop, and no other can help it.";
            case TimeoutFailure _ -> "Hung: the schedule did not end in time.";
            case UnexpectedExceptionFailure unexpected -> "Threw " + unexpected.getException();
            case ValidationFailure invalid -> "Left invalid: " + invalid.getException();
            case IncorrectResultsFailure wrong ->
                ReporterKt.isGeneralPurposeModelCheckingScenario(wrong.getScenario())
                        ? thrown(wrong.getResults())
                        : "No order of the operations, one after the other, gives the results below.\n"
                                + results(wrong);
            default -> failure.getClass().getSimpleName();
        };
    }

    private static String thrown(ExecutionResult results) {
        return results.getThreadsResultsWithClock().stream()
                .flatMap(List::stream)
                .map(ResultWithClock::getResult)
                .filter(ExceptionResult.class::isInstance)
                .map(result -> "Threw " + ((ExceptionResult) result).getThrowable())
                .collect(Collectors.joining("\n"));
    }

    private static String results(IncorrectResultsFailure failure) {
        ExecutionScenario scenario = failure.getScenario();
        ExecutionResult results = failure.getResults();
        List<String> lines = new ArrayList<>();
        add(lines, "before", scenario.getInitExecution(), results.getInitResults());
        for (int i = 0; i < scenario.getNThreads(); i++) {
            add(
                    lines,
                    "thread " + (i + 1),
                    scenario.getParallelExecution().get(i),
                    results.getParallelResultsWithClock().get(i).stream()
                            .map(ResultWithClock::getResult)
                            .toList());
        }
        add(lines, "after", scenario.getPostExecution(), results.getPostResults());
        return String.join("\n", lines);
    }

    private static void add(
            List<String> lines, String who, List<Actor> actors, List<? extends LincheckResult> results) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < actors.size(); i++) {
            String result = i < results.size() ? String.valueOf(results.get(i)) : "not reached";
            parts.add(actors.get(i) + (result.equals("void") ? "" : ": " + result));
        }
        if (!parts.isEmpty()) {
            lines.add(who + ": " + String.join(", ", parts));
        }
    }
}

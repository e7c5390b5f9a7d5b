package happensbefore.stress.driver;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/// Turns jcstress's result into ours. jcstress calls a test without samples passed, and an API mismatch
/// skipped: here both fail.
final class Grading {
    private Grading() {}

    static StressResult of(String test, TestResult result, Duration spent) {
        List<StressOutcome> outcomes = result.grading().gradingResults.values().stream()
                .map(graded -> new StressOutcome(graded.id, graded.expect, graded.description, graded.count))
                .sorted(Comparator.comparing(StressOutcome::id))
                .toList();
        long samples = result.getTotalCount();
        return new StressResult(
                test,
                verdict(result, outcomes, samples),
                outcomes,
                samples,
                result.status().name(),
                result.getMessages(),
                spent);
    }

    private static StressVerdict verdict(TestResult result, List<StressOutcome> outcomes, long samples) {
        if (result.status() == Status.API_MISMATCH) {
            return StressVerdict.API_MISMATCH;
        }
        if (result.status() == Status.TIMEOUT_ERROR) {
            return StressVerdict.HUNG;
        }
        if (result.status() != Status.NORMAL) {
            return StressVerdict.ERROR;
        }
        if (outcomes.stream().anyMatch(StressOutcome::isViolation) || !result.grading().isPassed) {
            return StressVerdict.FORBIDDEN;
        }
        return samples == 0 ? StressVerdict.NO_SAMPLES : StressVerdict.PASSED;
    }
}

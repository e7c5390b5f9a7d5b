package happensbefore.stress.driver;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/// What one test's run showed.
///
/// @param test the test's class name
/// @param outcomes every declared outcome and every one seen, declared ones with count 0 when not seen
/// @param samples how many outcomes were observed in all
/// @param status jcstress's own status; anything but `NORMAL` is no pass
/// @param messages what is to be told beside the outcomes: a stack trace, a thread dump, why it was not run
/// @param spent wall-clock time
public record StressResult(
        String test,
        StressVerdict verdict,
        List<StressOutcome> outcomes,
        long samples,
        String status,
        List<String> messages,
        Duration spent)
        implements Serializable {

    public StressResult {
        outcomes = List.copyOf(outcomes);
        messages = List.copyOf(messages);
    }

    public boolean passed() {
        return verdict == StressVerdict.PASSED;
    }

    public List<StressOutcome> violations() {
        return outcomes.stream().filter(StressOutcome::isViolation).toList();
    }

    StressResult as(StressVerdict other, String otherStatus) {
        return new StressResult(test, other, outcomes, samples, otherStatus, messages, spent);
    }

    StressResult with(List<String> more) {
        return new StressResult(test, verdict, outcomes, samples, status, more, spent);
    }

    /// A result for a test that gave none.
    public static StressResult without(String test, StressVerdict verdict, Duration spent, String... why) {
        return new StressResult(test, verdict, List.of(), 0, "NONE", List.of(why), spent);
    }
}

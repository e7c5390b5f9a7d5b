package happensbefore.workbook.stress;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.stress.driver.StressOutcome;
import happensbefore.stress.driver.StressResult;
import happensbefore.stress.driver.StressVerdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;

class StressTallyTest {
    private static final String TEST = "happensbefore.stress.model.VolatileStoreBufferingNeverShowsBothZeroStress";
    private static final JvmMode PLAIN = new JvmMode("plain", -1, List.of());

    private final StressTally tally = new StressTally(List.of(TEST));

    @Test
    void a_test_that_never_ran_has_not_passed() {
        assertThat(tally.passed()).isFalse();
        assertThat(new StressTally(List.of()).passed()).isFalse();
    }

    @Test
    void one_failing_fork_fails_the_test_whatever_the_others_say() {
        tally.add(PLAIN, result(StressVerdict.PASSED, 0));
        tally.add(PLAIN, result(StressVerdict.FORBIDDEN, 3));
        tally.add(PLAIN, result(StressVerdict.PASSED, 0));

        assertThat(tally.passed()).isFalse();
        assertThat(tally.hasFailed(TEST)).isTrue();
        assertThat(text()).contains("FORBIDDEN", "[0, 0] seen 3 times of 303: Both missed a write.");
    }

    @Test
    void silence_is_never_called_a_proof() {
        tally.add(PLAIN, result(StressVerdict.PASSED, 0));

        assertThat(tally.passed()).isTrue();
        assertThat(text()).contains("That is no proof");
    }

    @Test
    void what_is_no_sample_or_an_error_is_no_pass() {
        for (StressVerdict verdict : StressVerdict.values()) {
            StressTally one = new StressTally(List.of(TEST));
            one.add(PLAIN, result(verdict, 0));
            assertThat(one.passed()).as(verdict.name()).isEqualTo(verdict == StressVerdict.PASSED);
        }
    }

    private String text() {
        StressPlan plan = StressPlan.of(List.of(TEST), Duration.ofSeconds(5), 1);
        return String.join("\n", StressText.lines(plan, tally, Duration.ofSeconds(5)));
    }

    private static StressResult result(StressVerdict verdict, long forbidden) {
        List<StressOutcome> outcomes = List.of(
                new StressOutcome("0, 0", Expect.FORBIDDEN, "Both missed a write.", forbidden),
                new StressOutcome("1, 1", Expect.ACCEPTABLE, "Both saw it.", 100));
        return new StressResult(TEST, verdict, outcomes, 100 + forbidden, "NORMAL", List.of(), Duration.ofSeconds(1));
    }
}

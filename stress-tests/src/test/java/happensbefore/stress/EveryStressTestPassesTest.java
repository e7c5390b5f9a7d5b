package happensbefore.stress;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.stress.driver.StressDriver;
import happensbefore.stress.driver.StressReport;
import happensbefore.stress.driver.StressResult;
import happensbefore.stress.driver.StressSuite;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs every stress test of this module for a moment: a first look on every build. `./workbook
/// stress` looks at length.
class EveryStressTestPassesTest {
    private static final Duration EACH = Duration.ofMillis(400);
    /// On a busy machine one look may see too few samples to say anything: then look again.
    private static final int ENOUGH_SAMPLES = 2_000;

    /// What a look sees where nobody disturbs it. Some tests never come so far: a few looks must do.
    private static final int USUAL_SAMPLES = 10_000;

    private static final int USUAL_LOOKS = 3;
    private static final int MOST_LOOKS = 40;

    @TestFactory
    Stream<DynamicTest> sees_only_expected_outcomes() {
        return StressSuite.all().stream()
                .map(test -> DynamicTest.dynamicTest(test, () -> seesOnlyExpectedOutcomes(test)));
    }

    private static void seesOnlyExpectedOutcomes(String test) throws InterruptedException {
        // A termination test's sample is a thread that ends, and costs milliseconds.
        long enough = StressSuite.isTermination(test) ? 1 : ENOUGH_SAMPLES;
        long samples = 0;
        long usual = StressSuite.isTermination(test) ? 1 : USUAL_SAMPLES;
        for (int look = 0; look < MOST_LOOKS && samples < (look < USUAL_LOOKS ? usual : enough); look++) {
            StressReport report = new StressDriver().run(List.of(test), EACH, StressDriver.Listener.SILENT);
            assertThat(report.failures()).as(() -> describe(report)).isEmpty();
            assertThat(report.passed()).isTrue();
            samples += report.samples();
        }
        assertThat(samples).as("samples").isGreaterThanOrEqualTo(enough);
    }

    private static String describe(StressReport report) {
        StringBuilder text = new StringBuilder();
        for (StressResult result : report.failures()) {
            text.append(result.verdict())
                    .append(" after ")
                    .append(result.samples())
                    .append(" samples\n");
            result.violations()
                    .forEach(seen -> text.append(
                            "  [%s] seen %d times: %s%n".formatted(seen.id(), seen.count(), seen.description())));
            result.messages().forEach(message -> text.append(message).append('\n'));
        }
        return text.toString();
    }

    @Test
    void there_are_stress_tests() {
        assertThat(StressSuite.all()).isNotEmpty();
    }
}

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

/// Runs every stress test of this module for a moment: a first look on every build. `./workbook stress` looks at
/// length.
class EveryStressTestPassesTest {
    private static final Duration EACH = Duration.ofMillis(400);

    @TestFactory
    Stream<DynamicTest> sees_only_expected_outcomes() {
        return StressSuite.all().stream()
                .map(test -> DynamicTest.dynamicTest(test, () -> {
                    StressReport report = new StressDriver().run(List.of(test), EACH, StressDriver.Listener.SILENT);
                    assertThat(report.failures()).as(() -> describe(report)).isEmpty();
                    assertThat(report.passed()).isTrue();
                }));
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

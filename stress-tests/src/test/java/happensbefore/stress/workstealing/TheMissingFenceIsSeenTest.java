package happensbefore.stress.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import happensbefore.stress.driver.StressDriver;
import happensbefore.stress.driver.StressDriver.Listener;
import happensbefore.stress.driver.StressReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;

/// The stress test of the deque's fence can fail: without the fence, the doubled item is seen.
class TheMissingFenceIsSeenTest {
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final int MOST_LOOKS = 100;

    @Test
    void aDequeWithoutItsFenceGivesAnItemTwice() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor sees its own stores in order");
        boolean seen = false;
        for (int look = 0; look < MOST_LOOKS && !seen; look++) {
            StressReport report = new StressDriver()
                    .run(List.of(WithoutItsFenceADequeGivesAnItemTwiceStress.class.getName()), LOOK, Listener.SILENT);
            assertThat(report.passed()).isTrue();
            seen = report.results().getFirst().outcomes().stream()
                    .anyMatch(outcome -> outcome.expect() == Expect.ACCEPTABLE_INTERESTING && outcome.count() > 0);
        }
        assertThat(seen).as("seen within %d looks", MOST_LOOKS).isTrue();
    }
}

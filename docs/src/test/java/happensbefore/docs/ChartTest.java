package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.dev.LimitChart;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// The numbers beside a chart are those that its command prints.
class ChartTest {
    @Test
    void theTableOfTheAdaptiveLimitsIsWhatTheSimulationGives() throws IOException {
        assertThat(Files.readString(Project.ROOT.resolve("docs/tasks/adaptive-limit.md")))
                .as("docs/tasks/adaptive-limit.md; `./workbook dev chart adaptive-limit` prints the table")
                .contains(String.join("\n", LimitChart.table()));
    }
}

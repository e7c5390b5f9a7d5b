package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.ladder.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
    /// What is seen once in a hundred runs cannot be looked at again.
    @Test
    void aRefusalShowsTheBeginningOfWhatWasSeen(@TempDir Path root) throws IOException {
        FixtureProject project = FixtureProject.in(root);
        Claim solution = Claim.of(new Parts(
                        project.workspace(),
                        Catalog.load(project.workspace()).exercises().getFirst()))
                .get(1);
        String said = IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        Finding finding = Finding.of(FindingKind.JVM_DIED, "The JVM ended").with(new Detail.Printed("Output", said));
        RungResult failed = new RungResult.Failed(Rung.BEHAVE, Duration.ZERO, Duration.ofSeconds(5), finding);

        Refusal refusal = solution.judge(new Verdict("hit-counter", List.of(failed), Duration.ZERO, List.of()))
                .orElseThrow();

        assertThat(refusal.toString())
                .contains("failed at behave with jvm-died: The JVM ended", "Output:", "line 1\n", "line 12\n")
                .contains("... 28 more lines")
                .doesNotContain("line 13");
    }
}

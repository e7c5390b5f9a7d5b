package happensbefore.workbook.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.stress.driver.StressVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StressSessionTest {
    private static final String TEST = "happensbefore.stress.model.PlainStoreBufferingShowsBothZeroStress";

    @TempDir
    Path directory;

    @Test
    void a_session_runs_each_mode_in_a_jvm_of_its_own_and_writes_a_report() throws Exception {
        StressTally tally = run(System.getProperty("java.class.path"));

        assertThat(tally.passed()).isTrue();
        assertThat(tally.totals()).singleElement().satisfies(total -> {
            assertThat(total.forks()).hasSize(2);
            assertThat(total.samples()).isPositive();
        });
        Path page = StressHtml.write(tally, directory.resolve("report"));
        assertThat(page).content().contains("PlainStoreBufferingShowsBothZeroStress");
        assertThat(directory.resolve("report/" + TEST + ".html")).content().contains("StressSeed");
    }

    @Test
    void a_jvm_that_gives_no_result_is_an_error_and_its_output_is_told() throws Exception {
        StressTally tally =
                run(Files.createDirectory(directory.resolve("empty")).toString());

        assertThat(tally.passed()).isFalse();
        assertThat(tally.totals()).singleElement().satisfies(total -> {
            assertThat(total.verdict()).isEqualTo(StressVerdict.ERROR);
            assertThat(String.join("\n", total.forks().getFirst().result().messages()))
                    .contains("StressFork");
        });
    }

    @Test
    void a_closed_session_starts_nothing() throws Exception {
        StressPlan plan = StressPlan.of(List.of(TEST), Duration.ofSeconds(5), 1);
        ForkedJvm jvm = new ForkedJvm(System.getProperty("java.class.path"));
        jvm.close();

        assertThatThrownBy(() -> new StressSession(plan, jvm, new StressSession.Listener() {}).run())
                .isInstanceOf(InterruptedException.class);
    }

    private static StressTally run(String classPath) throws Exception {
        StressPlan plan = StressPlan.of(List.of(TEST), Duration.ofSeconds(5), 1);
        try (ForkedJvm jvm = new ForkedJvm(classPath)) {
            return new StressSession(plan, jvm, new StressSession.Listener() {}).run();
        }
    }
}

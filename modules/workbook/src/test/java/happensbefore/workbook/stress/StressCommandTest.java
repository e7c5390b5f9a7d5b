package happensbefore.workbook.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import happensbefore.workbook.JsonSchemas;
import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.TemporaryProject.Result;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `stress` as it is typed.
class StressCommandTest {
    private static final String TEST = "PlainStoreBufferingShowsBothZeroStress";

    /// Its classes are an exercise's, which a temporary project has not built.
    private static final String WITHOUT_CLASSES = "InsideAndToldToFreeNeverMeetStress";

    @TempDir
    Path root;

    private TemporaryProject project;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
    }

    @Test
    void help_tells_options_modes_and_exit_status() {
        Result result = project.run("stress", "--help");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("Usage: ./workbook stress", "--time", "--seed", "--json", "--report")
                .contains("Exit status: 1 on a forbidden outcome")
                .contains("C2's stress flags");
    }

    @Test
    void a_run_that_passes_ends_with_zero_and_says_that_it_is_no_proof() {
        Result result = project.run("stress", TEST.toLowerCase(Locale.ROOT), "--time", "2", "--seed", "7");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("1 test in 2 s", "seed 7")
                .containsPattern("no error +" + TEST)
                .contains("0 of 1 tests ran under C2's stress flags as well; with more --time the others do.")
                .contains("That is no proof")
                .contains("Report: .workbook/stress/index.html");
        assertThat(root.resolve(".workbook/stress/index.html")).exists();
    }

    @Test
    void a_test_that_cannot_run_ends_with_one_and_says_why_as_json_too() throws Exception {
        Result result = project.run("stress", WITHOUT_CLASSES, "--time", "2", "--json", "--report", "elsewhere");

        assertThat(result.status()).isEqualTo(1);
        JsonSchemas.check("stress", result.out());
        JsonNode document = new ObjectMapper().readTree(result.out());
        assertThat(document.path("passed").asBoolean(true)).isFalse();
        assertThat(document.at("/tests/0/verdict").asText()).isIn("error", "api-mismatch");
        assertThat(document.at("/tests/0/forks/0/messages").toString()).contains("happensbefore");
        assertThat(root.resolve("elsewhere/index.html")).exists();
    }

    @Test
    void a_wrong_name_suggests_the_nearest_and_runs_nothing() {
        Result result = project.run("stress", "PlainStoreBufferingShowBothZero");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Did you mean " + TEST + "?");
        assertThat(project.run("stress", "lock-fre").err()).contains("Did you mean lock-free?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--time=0", "--time=soon", "--seed=x", "--tiem=3"})
    void wrong_use_ends_with_two(String option) {
        Result result = project.run("stress", TEST, option);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--");
    }

    @Test
    void a_budget_too_small_names_the_least_that_is_needed() {
        assertThat(project.run("stress", "lock-free", "--time", "3").err()).contains("need at least", "--time");
    }
}

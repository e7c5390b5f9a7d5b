package happensbefore.workbook.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.stress.driver.StressSuite;
import happensbefore.workbook.cli.UserError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StressPlanTest {
    private static final List<String> MODEL = StressSuite.inPackage("happensbefore.stress.model");

    @Test
    void every_test_runs_plain_first_and_then_under_c2_stress_in_both_compile_modes() {
        StressPlan plan = StressPlan.of(MODEL, Duration.ofSeconds(60), 1);

        assertThat(plan.steps().subList(0, MODEL.size()))
                .allMatch(step -> step.mode().flags().isEmpty())
                .extracting(StressPlanTest::test)
                .containsExactlyElementsOf(MODEL);
        assertThat(plan.steps().stream().filter(step -> !test(step).contains("Flag")))
                .extracting(step -> step.mode().name())
                .contains("C2 stress, split", "C2 stress, unified");
    }

    @Test
    void the_same_seed_gives_the_same_plan_and_each_fork_another_seed() {
        StressPlan plan = StressPlan.of(MODEL, Duration.ofSeconds(60), 7);

        assertThat(plan).isEqualTo(StressPlan.of(MODEL, Duration.ofSeconds(60), 7));
        assertThat(plan.steps().stream()
                        .flatMap(step -> step.mode().flags().stream())
                        .filter(flag -> flag.contains("StressSeed")))
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @Test
    void a_budget_for_less_than_two_rounds_pays_for_a_part_of_the_second() {
        List<String> many = StressSuite.inPackage("happensbefore.stress.lockfree");
        Duration budget = StressPlan.LEAST.multipliedBy(many.size() + 5);

        StressPlan plan = StressPlan.of(many, budget, 3);

        assertThat(plan.steps()).hasSize(many.size() + 5);
        assertThat(plan.steps().subList(many.size(), plan.steps().size()))
                .allMatch(step -> !step.mode().flags().isEmpty())
                .extracting(StressPlanTest::test)
                .doesNotHaveDuplicates();
        assertThat(plan.forksInWords()).contains("5 of " + many.size());
        assertThat(StressPlan.of(many, budget, 4).steps()).isNotEqualTo(plan.steps());
    }

    @Test
    void more_time_never_gives_fewer_forks() {
        int before = 0;
        for (int seconds = 4; seconds < 30; seconds++) {
            int forks =
                    StressPlan.of(MODEL, Duration.ofSeconds(seconds), 1).steps().size();
            assertThat(forks).as(seconds + " s").isGreaterThanOrEqualTo(before);
            before = forks;
        }
    }

    @Test
    void a_budget_too_small_for_a_jvm_each_lets_all_tests_share_one() {
        List<String> many = StressSuite.inPackage("happensbefore.stress.lockfree");

        StressPlan plan = StressPlan.of(many, Duration.ofSeconds(20), 3);

        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.tests()).containsExactlyInAnyOrderElementsOf(many);
            assertThat(step.mode().flags()).isEmpty();
        });
        assertThat(plan.forksInWords()).contains("share a JVM", "with --time ");
        assertThat(plan.share()).isEqualTo(Duration.ofSeconds(20).dividedBy(many.size()));
    }

    @Test
    void without_a_budget_every_test_has_time_for_a_fork() {
        assertThat(StressPlan.usual(3)).isEqualTo(Duration.ofSeconds(60));
        assertThat(StressPlan.usual(1000)).isEqualTo(Duration.ofSeconds(2500));
    }

    @Test
    void a_budget_too_small_to_run_each_test_for_a_moment_is_refused() {
        assertThatThrownBy(() -> StressPlan.of(MODEL, Duration.ofSeconds(1), 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("3 tests need at least 2 s");
    }

    private static String test(StressPlan.Step step) {
        assertThat(step.tests()).hasSize(1);
        return step.tests().getFirst();
    }
}

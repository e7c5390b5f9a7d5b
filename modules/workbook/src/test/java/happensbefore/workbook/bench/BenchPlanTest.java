package happensbefore.workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.Comparison;
import happensbefore.workbook.cli.UserError;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchPlanTest {
    private static final List<String> TWO = List.of("Ours", "Peer");

    @Compare(
            question = "?",
            pattern = "L0",
            ours = "Ours",
            against = @Claim(peer = "Peer"),
            threads = {1, 2})
    private static final class Scales {}

    @Compare(question = "?", pattern = "L0", ours = "Ours", against = @Claim(peer = "Peer"))
    private static final class Fixed {}

    private final Comparison scales = comparison(Scales.class, 0);
    private final Comparison alone = comparison(Fixed.class, 0);
    private final Comparison group = comparison(Fixed.class, 2);

    @Test
    void a_benchmark_runs_at_the_threads_it_is_made_for() {
        BenchPlan plan = BenchPlan.of(List.of(scales, alone, group), Set.of(), false);

        assertThat(plan.steps()).extracting(BenchPlan.Step::threads).containsExactly(1, 2, 1, 2);
    }

    @Test
    void only_a_benchmark_that_scales_takes_other_threads() {
        BenchPlan plan = BenchPlan.of(List.of(scales, alone, group), Set.of(4, 2), false);

        assertThat(plan.steps())
                .containsExactly(
                        new BenchPlan.Step(scales, 2), new BenchPlan.Step(scales, 4), new BenchPlan.Step(group, 2));
        assertThatThrownBy(() -> BenchPlan.of(List.of(alone), Set.of(2), false)).isInstanceOf(UserError.class);
    }

    @Test
    void a_quick_run_of_a_topic_takes_about_a_minute() {
        assertThat(BenchPlan.of(List.of(scales, alone, group, scales, alone), Set.of(), true)
                        .estimate())
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(75));
    }

    @Test
    void many_benchmarks_take_fewer_forks_and_no_longer_than_a_quarter_of_an_hour_or_so() {
        BenchPlan few = BenchPlan.of(Collections.nCopies(10, alone), Set.of(), false);
        BenchPlan many = BenchPlan.of(Collections.nCopies(50, alone), Set.of(), false);
        BenchPlan tooMany = BenchPlan.of(Collections.nCopies(500, alone), Set.of(), false);

        assertThat(few.settings().forks()).isEqualTo(8);
        assertThat(many.settings().forks()).isBetween(5, 7);
        assertThat(many.estimate()).isLessThanOrEqualTo(Duration.ofMinutes(16));
        assertThat(tooMany.settings().forks()).isEqualTo(5);
    }

    @Test
    void what_is_left_goes_by_the_pace_of_what_is_done() {
        BenchPlan plan = BenchPlan.of(List.of(scales, alone, group), Set.of(), false);
        int all = plan.forks();

        assertThat(all).isEqualTo(plan.benchmarks() * plan.settings().forks());

        assertThat(BenchProgress.left(plan, 0, Duration.ofSeconds(1))).isEqualTo(plan.estimate());
        assertThat(BenchProgress.left(plan, 2, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(all - 2));
        assertThat(BenchProgress.left(plan, all, Duration.ofMinutes(9))).isZero();
    }

    private static Comparison comparison(Class<?> type, int fixedThreads) {
        return new Comparison(type, type.getAnnotation(Compare.class), TWO, fixedThreads, 1);
    }
}

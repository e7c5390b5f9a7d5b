package happensbefore.workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import happensbefore.workbook.bench.Ratio.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void the_interval_of_a_mean_is_students_at_99_9_percent() {
        // t(0.9995, 4) = 8.6103, as tables have it; standard deviation 1.5811, so 8.6103 * 1.5811 / sqrt(5).
        Score score = score("ops/us", 8, 9, 10, 11, 12);

        assertThat(score.mean()).isEqualTo(10);
        assertThat(score.error()).isCloseTo(6.0883, within(0.001));
    }

    @Test
    void many_forks_count_one_each_so_that_iterations_that_agree_do_not_hide_forks_that_differ() {
        List<List<Double>> forks = IntStream.of(8, 9, 10, 11, 12)
                .mapToObj(mean -> List.of(mean - 0.1, mean + 0.1))
                .toList();

        assertThat(Score.of("T", "m", "i", 1, "ops/us", forks).error()).isCloseTo(6.0883, within(0.001));
        assertThat(Score.of("T", "m", "i", 1, "ops/us", forks.subList(0, 3)).samples())
                .hasSize(6);
    }

    @Test
    void the_error_of_a_ratio_adds_the_relative_errors_in_quadrature() {
        Score ours = score("ops/us", 8, 9, 10, 11, 12);
        Score peer = score("ops/us", 4, 4.5, 5, 5.5, 6);

        Ratio ratio = Ratio.of(ours, peer);

        // Both relative standard errors are 0.0707; together 0.1; 8 degrees of freedom; t(0.9995, 8) = 5.0413.
        assertThat(ratio.value()).isCloseTo(2, within(1e-9));
        assertThat(ratio.error()).isCloseTo(2 * 0.1 * 5.0413, within(0.001));
    }

    @Test
    void time_an_operation_is_turned_over_so_that_above_one_is_always_faster() {
        Ratio ratio = Ratio.of(score("us/op", 2, 2, 2), score("us/op", 6, 6, 6));

        assertThat(ratio.value()).isCloseTo(3, within(1e-9));
    }

    @Test
    void a_claim_is_decided_only_when_the_interval_leaves_out_the_bound() {
        Ratio ratio = new Ratio(2, 0.5);

        assertThat(ratio.decide(1.5)).isEqualTo(Decision.MET);
        assertThat(ratio.decide(1.6)).isEqualTo(Decision.NOT_DECIDED);
        assertThat(ratio.decide(2.5)).isEqualTo(Decision.NOT_DECIDED);
        assertThat(ratio.decide(2.6)).isEqualTo(Decision.MISSED);
    }

    @Test
    void a_single_sample_decides_nothing() {
        Ratio ratio = Ratio.of(score("ops/us", 10), score("ops/us", 1));

        assertThat(ratio.error()).isNaN();
        assertThat(ratio.decide(2)).isEqualTo(Decision.NOT_DECIDED);
    }

    @Test
    void scores_of_different_units_are_not_compared() {
        assertThatThrownBy(() -> Ratio.of(score("ops/us", 1, 1), score("ops/s", 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Score score(String unit, double... samples) {
        return new Score("T", "m", "i", 1, unit, Arrays.stream(samples).boxed().toList());
    }

    @Test
    void numbers_show_the_digits_that_the_error_leaves_meaning_to() {
        assertThat(Numbers.withError(123.456, 12.3, "±")).isEqualTo("123 ± 12");
        assertThat(Numbers.withError(1.23456, 0.0123, "±")).isEqualTo("1.235 ± 0.012");
        assertThat(Numbers.withError(1.5, Double.NaN, "±")).isEqualTo("1.500 (error unknown)");
        assertThat(List.of(Numbers.bound(2), Numbers.bound(1.5))).containsExactly("2", "1.5");
    }
}

package happensbefore.workbook.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.workbook.cli.UserError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    private static final List<String> CLASSES = List.of(
            "happensbefore.exercises.hitcounter.HitsAreNeverLostStress",
            "happensbefore.stress.lockfree.PopsNeverShareAnItemStress",
            "happensbefore.stress.lockfree.QueueKeepsOrderStress");
    private static final List<String> TOPICS = List.of("lock-free", "hit-counter", "channels");

    @Test
    void nothing_typed_means_all() {
        assertThat(choose(Optional.empty())).isEqualTo(CLASSES);
    }

    @Test
    void a_topic_and_an_exercise_are_known_by_their_ids() {
        assertThat(choose(Optional.of("lock-free"))).containsExactly(CLASSES.get(1), CLASSES.get(2));
        assertThat(choose(Optional.of("hit-counter"))).containsExactly(CLASSES.getFirst());
    }

    @Test
    void a_class_is_known_by_its_simple_name_in_any_case_or_its_full_name() {
        assertThat(choose(Optional.of("queuekeepsorderstress"))).containsExactly(CLASSES.get(2));
        assertThat(choose(Optional.of(CLASSES.get(1)))).containsExactly(CLASSES.get(1));
    }

    @Test
    void a_wrong_name_is_answered_with_the_nearest_and_with_all() {
        assertThatThrownBy(() -> choose(Optional.of("lock-fre")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Did you mean lock-free?")
                .satisfies(error -> assertThat(((UserError) error).next())
                        .contains("lock-free, hit-counter", "QueueKeepsOrderStress")
                        .doesNotContain("channels"));
    }

    @Test
    void no_class_at_all_is_an_error_and_never_an_empty_choice() {
        assertThatThrownBy(() -> Choices.choose("stress test", List.of(), TOPICS, Optional.empty()))
                .isInstanceOf(UserError.class);
    }

    private static List<String> choose(Optional<String> typed) {
        return Choices.choose("stress test", CLASSES, TOPICS, typed);
    }
}

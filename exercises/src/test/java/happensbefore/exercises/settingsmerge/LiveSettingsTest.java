package happensbefore.exercises.settingsmerge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.exercises.settingsmerge.LiveSettings.Settings;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {
    private final LiveSettings settings = new LiveSettings(512, 2048);

    @Test
    void editsAreIndependent() {
        assertThat(settings.current()).as("The first pair.").isEqualTo(new Settings(512, 2048));
        assertThat(settings.resizeBatch(1024))
                .as("A batch of 1024 fits into a queue of 2048.")
                .isTrue();
        assertThat(settings.resizeQueue(4096))
                .as("A batch of 1024 fits into a queue of 4096.")
                .isTrue();
        assertThat(settings.current())
                .as("Each edit changed its own setting only.")
                .isEqualTo(new Settings(1024, 4096));
    }

    @Test
    void aBatchMustFitIntoTheQueue() {
        assertThat(settings.resizeBatch(2049))
                .as("The rule: a batch of 2049 does not fit into a queue of 2048.")
                .isFalse();
        assertThat(settings.resizeQueue(511))
                .as("The rule: a batch of 512 does not fit into a queue of 511.")
                .isFalse();
        assertThat(settings.current()).as("A refused edit changes nothing.").isEqualTo(new Settings(512, 2048));
    }

    @Test
    void theEdgesAreAllowed() {
        assertThat(settings.resizeBatch(2048))
                .as("The rule: a batch may fill the whole queue.")
                .isTrue();
        assertThat(settings.resizeBatch(1))
                .as("The rule: 1 is the smallest batch.")
                .isTrue();
        assertThat(settings.resizeQueue(1))
                .as("The rule: a queue of 1 holds a batch of 1.")
                .isTrue();
        assertThat(settings.resizeBatch(0))
                .as("The rule: a batch of 0 is none.")
                .isFalse();
    }

    @Test
    void setToTheSameValueIsAnEdit() {
        assertThat(settings.resizeBatch(512))
                .as("The pair keeps the rule, so the edit is made, even if nothing changes.")
                .isTrue();
    }

    @Test
    void aFirstPairThatBreaksTheRuleIsRefused() {
        assertThatThrownBy(() -> new LiveSettings(2, 1))
                .as("A batch of 2 does not fit into a queue of 1.")
                .isInstanceOf(IllegalArgumentException.class);
    }
}

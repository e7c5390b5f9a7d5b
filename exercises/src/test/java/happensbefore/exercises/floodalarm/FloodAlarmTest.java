package happensbefore.exercises.floodalarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodAlarmTest {
    private final List<Long> alarms = new ArrayList<>();
    private final FloodAlarm alarm = new FloodAlarm(5, 2, alarms::add);

    private void moveTo(long depth) {
        while (alarm.depth() < depth) {
            alarm.added();
        }
        while (alarm.depth() > depth) {
            alarm.removed();
        }
    }

    @Test
    void aFloodCallsTheAlarmOnceWhenItBegins() {
        moveTo(5);
        assertThat(alarms).as("5 is high, and not above it.").isEmpty();
        moveTo(6);
        assertThat(alarms).as("6 is above high: the flood begins.").containsExactly(6L);
        moveTo(20);
        assertThat(alarms).as("It rises on, in the same flood.").containsExactly(6L);
    }

    @Test
    void upAndDownAboveLowIsTheSameFlood() {
        moveTo(6);
        for (int i = 0; i < 10; i++) {
            moveTo(3);
            moveTo(7);
        }
        assertThat(alarms)
                .as("It never got down to 2: all this is the same flood.")
                .containsExactly(6L);
    }

    @Test
    void atLowTheFloodIsOverAndTheNextOneCallsAgain() {
        moveTo(6);
        moveTo(2);
        moveTo(5);
        assertThat(alarms).as("Down to 2: the flood is over. 5 is none yet.").containsExactly(6L);
        moveTo(6);
        assertThat(alarms).as("A second flood calls a second time.").containsExactly(6L, 6L);
        moveTo(0);
        moveTo(6);
        assertThat(alarms).as("A third flood calls a third time.").hasSize(3);
    }

    @Test
    void marksThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FloodAlarm(5, 5, depth -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> new FloodAlarm(5, -1, depth -> {}));
    }
}

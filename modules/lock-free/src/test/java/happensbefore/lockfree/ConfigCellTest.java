package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.lockfree.ConfigCell.Update;
import happensbefore.lockfree.ConfigCell.Versioned;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfigCellTest {
    private final ConfigCell<String> cell = new ConfigCell<>("a");

    @Test
    void startsAtVersionOne() {
        assertThat(cell.current()).isEqualTo(new Versioned<>(1, "a"));
    }

    @Test
    void anUpdateSaysWhatItReplaced() {
        assertThat(cell.update(value -> value + "b"))
                .isEqualTo(new Update<>(new Versioned<>(1, "a"), new Versioned<>(2, "ab"), 0));
        assertThat(cell.current()).isEqualTo(new Versioned<>(2, "ab"));
    }

    @Test
    void anOvertakenUpdateRunsAgainOnTheNewerValue() {
        var calls = new AtomicInteger();
        Update<String> update = cell.update(value -> {
            if (calls.getAndIncrement() == 0) {
                cell.update(other -> other + "b"); // overtakes the update that is running
            }
            return value + "c";
        });
        assertThat(update).isEqualTo(new Update<>(new Versioned<>(2, "ab"), new Versioned<>(3, "abc"), 1));
    }

    @Test
    void replacesOnlyWhatIsStillCurrent() {
        Versioned<String> seen = cell.current();
        assertThat(cell.replace(seen, "b")).isTrue();
        assertThat(cell.replace(seen, "c")).isFalse();
        assertThat(cell.current()).isEqualTo(new Versioned<>(2, "b"));
    }

    @Test
    void aChangeThatFailsChangesNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> cell.update(value -> {
                    throw new IllegalStateException(value);
                }));
        assertThat(cell.current()).isEqualTo(new Versioned<>(1, "a"));
    }
}

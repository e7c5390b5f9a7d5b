package happensbefore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class TaskGroupTest {
    @Test
    void aGroupThatHasStoppedStartsNoThread() {
        try (TaskGroup<Integer> group = new TaskGroup<>(task -> new Thread(task))) {
            assertThat(group.start(() -> {
                        throw new IOException("early");
                    }))
                    .isTrue();
            assertThatThrownBy(group::next).isInstanceOf(ExecutionException.class);
            assertThat(group.start(() -> 1)).isFalse();
            assertThat(group.running()).isEqualTo(1);
        }
    }
}

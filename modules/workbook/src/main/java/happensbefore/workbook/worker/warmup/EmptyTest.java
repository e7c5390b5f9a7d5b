package happensbefore.workbook.worker.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Makes a worker load JUnit's engine and AssertJ.
class EmptyTest {
    @Test
    void passes() {
        assertThat(Thread.currentThread().isAlive()).isTrue();
    }
}

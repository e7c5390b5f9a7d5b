package happensbefore.exercises.fixturebox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FixtureBoxTest {
    @Test
    void countsOnOneThread() {
        FixtureBox box = new FixtureBox();
        box.increment();
        box.increment();
        assertThat(box.get()).isEqualTo(2);
    }
}

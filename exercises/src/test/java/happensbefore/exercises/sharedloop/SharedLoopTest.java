package happensbefore.exercises.sharedloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedLoopTest {
    @Test
    void theOwnerTakesTheLastAndAHelperTheFirst() {
        SharedLoop loop = new SharedLoop(4);
        assertThat(loop.next()).as("the last iteration").isEqualTo(3);
        assertThat(loop.help()).as("the first iteration").isZero();
        assertThat(loop.help()).as("the second iteration").isEqualTo(1);
        assertThat(loop.next()).as("the only one left").isEqualTo(2);
        assertThat(loop.next()).as("none is left for the owner").isEqualTo(-1);
        assertThat(loop.help()).as("none is left for a helper").isEqualTo(-1);
    }

    @Test
    void theOwnerAloneRunsThemAll() {
        SharedLoop loop = new SharedLoop(100);
        for (int iteration = 99; iteration >= 0; iteration--) {
            assertThat(loop.next()).as("from the end").isEqualTo(iteration);
        }
        for (int again = 0; again < 3; again++) {
            assertThat(loop.next()).as("all were taken").isEqualTo(-1);
            assertThat(loop.help()).as("all were taken").isEqualTo(-1);
        }
    }

    @Test
    void aHelperAloneRunsThemAll() {
        SharedLoop loop = new SharedLoop(100);
        for (int iteration = 0; iteration < 100; iteration++) {
            assertThat(loop.help()).as("from the beginning").isEqualTo(iteration);
        }
        for (int again = 0; again < 3; again++) {
            assertThat(loop.help()).as("all were taken").isEqualTo(-1);
            assertThat(loop.next()).as("all were taken").isEqualTo(-1);
        }
    }

    @Test
    void aLoopOfNoneHasNone() {
        SharedLoop loop = new SharedLoop(0);
        assertThat(loop.next()).as("a loop of none").isEqualTo(-1);
        assertThat(loop.help()).as("a loop of none").isEqualTo(-1);
    }
}

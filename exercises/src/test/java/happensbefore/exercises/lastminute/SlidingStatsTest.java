package happensbefore.exercises.lastminute;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.lastminute.SlidingStats.Stats;
import org.junit.jupiter.api.Test;

class SlidingStatsTest {
    private final SlidingStats stats = new SlidingStats(3, 10);

    @Test
    void spansOfTheLastWindowsAddUp() {
        assertThat(stats.stats(100)).as("Nothing yet.").isEqualTo(new Stats(0, 0, 0));
        stats.record(5, 100);
        stats.record(7, 109);
        stats.record(20, 110);
        assertThat(stats.stats(119)).as("Two windows.").isEqualTo(new Stats(3, 32, 0));
    }

    @Test
    void aWindowThatIsOverCountsNoMore() {
        stats.record(5, 100);
        stats.record(7, 110);
        assertThat(stats.stats(129))
                .as("The third window is the last in which the first one counts.")
                .isEqualTo(new Stats(2, 12, 0));
        assertThat(stats.stats(130))
                .as("Now only the windows from 110 on count.")
                .isEqualTo(new Stats(1, 7, 0));
        stats.record(1, 130);
        assertThat(stats.stats(130))
                .as("The new window has the place of the first, and nothing of it.")
                .isEqualTo(new Stats(2, 8, 0));
    }

    @Test
    void afterASilenceNothingIsLeft() {
        stats.record(5, 100);
        stats.record(7, 110);
        assertThat(stats.stats(10_000)).as("After a long silence.").isEqualTo(new Stats(0, 0, 0));
        stats.record(9, 10_010);
        assertThat(stats.stats(10_010))
                .as("After a silence the first span is the only one.")
                .isEqualTo(new Stats(1, 9, 0));
    }

    @Test
    void whatIsNewerThanTheLookIsNotCounted() {
        stats.record(5, 100);
        stats.record(7, 110);
        assertThat(stats.stats(105))
                .as("A look at an earlier time: only the windows up to that time count.")
                .isEqualTo(new Stats(1, 5, 0));
    }

    @Test
    void aSpanThatIsBehindCountsInItsOwnWindow() {
        stats.record(1, 120);
        stats.record(5, 100);
        assertThat(stats.stats(120)).as("Two windows behind is not too late.").isEqualTo(new Stats(2, 6, 0));
        assertThat(stats.stats(130))
                .as("It was counted in its own window, which is over now.")
                .isEqualTo(new Stats(1, 1, 0));
    }

    @Test
    void aSpanThatIsTooLateIsCountedAsThat() {
        stats.record(1, 130);
        stats.record(5, 109);
        assertThat(stats.stats(130))
                .as("Its place belongs to a newer window: it is late, and changes nothing else.")
                .isEqualTo(new Stats(1, 1, 1));
        stats.record(5, 90);
        assertThat(stats.stats(130))
                .as("It is late, also where its place is free.")
                .isEqualTo(new Stats(1, 1, 2));
        assertThat(stats.stats(99)).as("What is late is in no window.").isEqualTo(new Stats(0, 0, 2));
    }

    @Test
    void theClockMayBeBelowZero() {
        stats.record(5, -25);
        stats.record(7, -1);
        stats.record(9, 1);
        assertThat(stats.stats(1))
                .as("Below zero: windows -1 and 0, and -3 is over.")
                .isEqualTo(new Stats(2, 16, 0));
        stats.record(3, -21);
        assertThat(stats.stats(1)).as("Below zero: window -3 is late.").isEqualTo(new Stats(2, 16, 1));
    }

    @Test
    void oneWindowIsEnough() {
        SlidingStats one = new SlidingStats(1, 10);
        one.record(5, 100);
        one.record(7, 110);
        assertThat(one.stats(110)).as("Only the windows that there are.").isEqualTo(new Stats(1, 7, 0));
        one.record(5, 109);
        assertThat(one.stats(110)).as("The window before is late.").isEqualTo(new Stats(1, 7, 1));
    }
}

package happensbefore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration BASE = Duration.ofMillis(100);
    private static final Duration CAP = Duration.ofSeconds(5);

    private final Backoff backoff = new Backoff(BASE, CAP);

    @Test
    void theCeilingDoublesUpToTheCap() {
        assertThat(IntStream.range(0, 8).mapToObj(backoff::ceiling).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
    }

    @Test
    void theCeilingNeverOverflows() {
        Backoff large = new Backoff(Duration.ofDays(1), Duration.ofNanos(Long.MAX_VALUE));
        Duration before = Duration.ZERO;
        for (int retry : new int[] {0, 1, 10, 31, 32, 33, 62, 63, 64, 1_000, Integer.MAX_VALUE}) {
            assertThat(backoff.ceiling(retry)).isPositive().isLessThanOrEqualTo(CAP);
            assertThat(large.ceiling(retry)).isGreaterThanOrEqualTo(before);
            before = large.ceiling(retry);
        }
    }

    @Test
    void theWaitIsUniformBetweenZeroAndTheCeiling() {
        Random random = new Random(1);
        List<Long> waits = IntStream.range(0, 10_000)
                .mapToObj(_ -> backoff.wait(2, random).toMillis())
                .toList();
        assertThat(waits).allMatch(wait -> wait >= 0 && wait <= 400);
        for (int quarter = 0; quarter < 4; quarter++) {
            int from = quarter * 100;
            assertThat(waits.stream().filter(wait -> wait >= from && wait < from + 100))
                    .as("of 10,000 waits, those from %d ms", from)
                    .hasSizeBetween(2_300, 2_700);
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, CAP));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(CAP, BASE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(BASE, Duration.ofDays(1_000_000)));
    }
}

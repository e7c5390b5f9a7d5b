package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ExportStatsTest {
    private final ExportStats stats = new ExportStats();

    @Test
    void whatStartedHasSucceededFailedOrIsInFlight() {
        stats.started(10);
        stats.succeeded(6);
        stats.failed(1);
        assertThat(stats.snapshot()).isEqualTo(new ExportStats.Snapshot(10, 6, 1));
        assertThat(stats.snapshot().inFlight()).isEqualTo(3);
    }

    @Test
    void refusesToCountBackwards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stats.failed(-1))
                .withMessage("a count only grows, but was asked to add -1");
    }

    @Test
    void noSnapshotShowsMoreInFlightThanThereAreExporters() throws Exception {
        int rounds = 20_000;
        Callable<Void> exporter = () -> {
            for (int i = 0; i < rounds; i++) {
                stats.started(1);
                if (i % 4 == 0) {
                    stats.failed(1);
                } else {
                    stats.succeeded(1);
                }
            }
            return null;
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> exporters = List.of(pool.submit(exporter), pool.submit(exporter));
            while (!exporters.stream().allMatch(Future::isDone)) {
                assertThat(stats.snapshot().inFlight()).isBetween(0L, 2L);
            }
            for (Future<Void> done : exporters) {
                done.get();
            }
        }
        assertThat(stats.snapshot()).isEqualTo(new ExportStats.Snapshot(2L * rounds, 3L * rounds / 2, rounds / 2));
    }
}

package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.tasks.Retry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A backend that never answers beside one that does.
@Timeout(60)
class MultiExportTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final LaneSettings SETTINGS =
            LaneSettings.DEFAULT.withRoom(10, 1_000).withTimeouts(LONG, Duration.ofMillis(50));

    private final ConcurrentLinkedQueue<CompletableFuture<Boolean>> hanging = new ConcurrentLinkedQueue<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final BackendLane<String> healthy = lane("healthy", _ -> {
        arrived.incrementAndGet();
        return CompletableFuture.completedFuture(true);
    });
    private final BackendLane<String> dead = lane("dead", _ -> {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        hanging.add(never);
        return never;
    });

    private static BackendLane<String> lane(String name, LaneExport<String> export) {
        return new BackendLane<>(name, SETTINGS, export, _ -> Retry.Verdict.FINAL);
    }

    @AfterEach
    void end() {
        hanging.forEach(answer -> answer.complete(false));
        healthy.shutdown().join();
        dead.shutdown().join();
    }

    @Test
    void aBackendThatHangsCostsTheOtherNothing() {
        MultiExport<String> both = new MultiExport<>(List.of(dead, healthy), Answer.FIRST);
        for (int i = 0; i < 100; i++) {
            assertThat(both.export("a", 1, 1).answer().join()).isTrue();
        }
        assertThat(healthy.ledger().exported()).isEqualTo(100);
        assertThat(dead.ledger().dropped(Drop.QUEUE_FULL)).isEqualTo(90);
        assertThat(dead.ledger().recorded()).isEqualTo(100);
        assertThat(arrived).hasValue(100);
    }

    @Test
    void whatIsKnownIsToldByBackend() {
        MultiExport<String> both = new MultiExport<>(List.of(dead, healthy), Answer.ALL);
        MultiExport.Export export = both.export("a", 1, 1);
        Soon.until(() -> export.known().containsKey("healthy"));
        assertThat(export.known()).doesNotContainKey("dead");
        assertThat(export.answer()).isNotDone();
        Soon.until(() -> hanging.size() == 1);
        hanging.forEach(answer -> answer.complete(false));
        assertThat(export.answer().join()).isFalse();
        assertThat(export.known().get("healthy")).isEqualTo(Verdict.DELIVERED);
        assertThat(export.known().get("dead")).extracting(Verdict::loss).isEqualTo(Drop.EXPORT_FAILED);
    }

    @Test
    void aFlushIsTrueWhenEveryBackendHasAll() {
        MultiExport<String> both = new MultiExport<>(List.of(dead, healthy), Answer.FIRST);
        assertThat(both.flush().join()).as("nothing to wait for").isTrue();
        both.export("a", 1, 1);
        CompletableFuture<Boolean> flush = both.flush();
        Soon.until(() -> hanging.size() == 1 && healthy.ledger().exported() == 1);
        assertThat(flush).isNotDone();
        hanging.forEach(answer -> answer.complete(true));
        assertThat(flush.join()).isTrue();
        both.export("b", 1, 1);
        CompletableFuture<Boolean> lost = both.flush();
        Soon.until(() -> hanging.size() == 2);
        hanging.forEach(answer -> answer.complete(false));
        assertThat(lost.join()).isFalse();
    }

    @Test
    void aShutdownEndsAllAndSaysWhatWasLost() {
        MultiExport<String> both = new MultiExport<>(List.of(dead, healthy), Answer.FIRST);
        both.export("a", 1, 1);
        assertThat(both.shutdown().join()).isFalse();
        assertThat(healthy.ledger().exported()).isEqualTo(1);
        assertThat(dead.ledger().dropped(Drop.EXPORT_TIMED_OUT) + dead.ledger().dropped(Drop.ABANDONED))
                .isEqualTo(1);
        assertThat(both.export("b", 1, 1).answer().join()).isFalse();
    }

    @Test
    void backendsNeedNamesOfTheirOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultiExport<>(List.of(healthy, healthy), Answer.FIRST))
                .withMessageContaining("[healthy, healthy]");
        assertThatIllegalArgumentException().isThrownBy(() -> new MultiExport<String>(List.of(), Answer.FIRST));
        assertThat(healthy.submit("a", 1, 1).join().loss())
                .as("it was shut down")
                .isEqualTo(Drop.ALREADY_SHUTDOWN);
    }
}

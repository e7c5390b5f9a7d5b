package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.producerconsumer.Overload;
import happensbefore.tasks.Aimd;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Collectors that each have their own queue, and one end.
@Timeout(60)
class KeyedBatcherTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String REST = "(rest)";
    private static final BatchSettings PATIENT = BatchSettings.DEFAULT
            .withCapacity(4)
            .withPace(new Pace.Bounds(2, 2, LONG, LONG))
            .withLimit(new Aimd(1, 1, LONG, 0.5))
            .withTimeouts(LONG, LONG);

    private final Map<String, ConcurrentLinkedQueue<List<String>>> sent = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> hanging = new CompletableFuture<>();
    private final KeyedBatcher<String, String> batcher = new KeyedBatcher<>(PATIENT, 2, this::export, export(REST));

    @AfterEach
    void end() {
        hanging.complete(true);
        assertThat(batcher.shutdown()).succeedsWithin(LONG);
    }

    private BatchExport<String> export(String name) {
        return batch -> {
            sent.computeIfAbsent(name, _ -> new ConcurrentLinkedQueue<>()).add(batch);
            return name.equals("hangs") ? hanging : CompletableFuture.completedFuture(!name.equals("refused"));
        };
    }

    private List<List<String>> sentOf(String key) {
        return List.copyOf(sent.getOrDefault(key, new ConcurrentLinkedQueue<>()));
    }

    @Test
    void eachKeysItemsGoInBatchesOfTheirOwn() {
        for (String item : List.of("a1", "b1", "c1", "a2", "d1", "b2", "a3")) {
            assertThat(batcher.submit(item.substring(0, 1), item)).isNull();
        }
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(sentOf("a")).containsExactlyInAnyOrder(List.of("a1", "a2"), List.of("a3"));
        assertThat(sentOf("b")).containsExactly(List.of("b1", "b2"));
        assertThat(sentOf(REST)).as("keys beyond the bound").containsExactly(List.of("c1", "d1"));
        assertThat(batcher.ledgers()).containsOnlyKeys("a", "b");
        assertThat(batcher.ledger().exported()).isEqualTo(7);
    }

    @Test
    void aKeyThatHangsHoldsUpNoOther() {
        for (int i = 0; i < 20; i++) {
            Drop _ = batcher.submit("hangs", "x");
        }
        assertThat(batcher.submit("good", "g1")).isNull();
        assertThat(batcher.submit("good", "g2")).isNull();
        Soon.until(() -> ledger("good").exported() == 2);
        assertThat(ledger("good").droppedInAll()).isZero();
        assertThat(ledger("hangs").exported()).isZero();
        assertThat(ledger("hangs").dropped(Drop.QUEUE_FULL)).isPositive();
        assertThat(ledger("hangs").recorded()).isEqualTo(20);
    }

    @Test
    void keysThatShareABackendShareItsLimit() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        KeyedBatcher<Integer, Integer> sharing = new KeyedBatcher<>(
                PATIENT.withOverload(Overload.block()).withLimit(new Aimd(2, 2, LONG, 0.5)), 8, _ -> {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    return CompletableFuture.supplyAsync(() -> {
                        inFlight.decrementAndGet();
                        return true;
                    });
                });
        for (int i = 0; i < 400; i++) {
            assertThat(sharing.submit(i % 10, i)).isNull();
        }
        assertThat(sharing.shutdown()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(sharing.ledger().exported()).isEqualTo(400);
        assertThat(most.get()).as("exports in flight").isBetween(1, 2);
    }

    @Test
    void aFlushIsTrueWhenEveryCollectorsIs() {
        batcher.submit("good", "g");
        batcher.submit("refused", "r");
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(false);
        assertThat(batcher.ledger().exported()).isEqualTo(1);
        assertThat(batcher.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(1);
        batcher.submit("good", "g");
        assertThat(batcher.flush()).succeedsWithin(LONG).isEqualTo(true);
    }

    @Test
    void theRestIsSentAtTheEndAndAllCollectorsEnd() {
        batcher.submit("a", "a1");
        batcher.submit("b", "b1");
        batcher.submit("c", "c1");
        assertThat(batcher.shutdown()).succeedsWithin(LONG).isEqualTo(true);
        assertThat(sentOf("a")).containsExactly(List.of("a1"));
        assertThat(sentOf("b")).containsExactly(List.of("b1"));
        assertThat(sentOf(REST)).containsExactly(List.of("c1"));
        for (String key : List.of("a", "new")) {
            assertThat(batcher.submit(key, "late")).isEqualTo(Drop.ALREADY_SHUTDOWN);
        }
        assertThat(batcher.ledger().dropped(Drop.ALREADY_SHUTDOWN)).isEqualTo(2);
        assertThat(batcher.ledgers()).containsOnlyKeys("a", "b");
    }

    @Test
    void noItemIsLostWhenKeysAppearDuringTheShutdown() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            AtomicInteger delivered = new AtomicInteger();
            AtomicInteger submitted = new AtomicInteger();
            BatchExport<Integer> export = batch -> {
                delivered.addAndGet(batch.size());
                return CompletableFuture.completedFuture(true);
            };
            KeyedBatcher<Integer, Integer> racing = new KeyedBatcher<>(PATIENT.withCapacity(64), 8, export);
            try (Race race = Race.within(LONG)) {
                for (int producer = 0; producer < 2; producer++) {
                    int first = producer;
                    race.thread("producer " + producer, () -> {
                        int key = first;
                        do {
                            key++;
                            submitted.incrementAndGet();
                        } while (racing.submit(key % 10, 1) != Drop.ALREADY_SHUTDOWN);
                    });
                }
                race.thread("owner", () -> {
                    Soon.until(() -> submitted.get() > 0);
                    assertThat(racing.shutdown()).succeedsWithin(LONG);
                });
                race.run();
            }
            Ledger end = racing.ledger();
            assertThat(end.recorded()).isEqualTo(submitted.get());
            assertThat(end.exported()).isEqualTo(delivered.get());
            assertThat(end.queued() + end.inFlight()).isZero();
        }
    }

    @Test
    void aNegativeNumberOfKeysIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyedBatcher<String, String>(PATIENT, -1, this::export, export(REST)));
    }

    private Ledger ledger(String key) {
        return batcher.ledgers().getOrDefault(key, new Ledger(0, Map.of(), 0, 0, 0));
    }
}

package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import happensbefore.testkit.Race;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectorTest {
    private final Injector<Integer> injector = new Injector<>(4);
    private final ChaseLevDeque<Integer> local = new ChaseLevDeque<>();

    @Test
    void firstInFirstOutAcrossSegments() {
        for (int round = 0; round < 3; round++) {
            pushAll(1, 11);
            assertThat(injector.size()).isEqualTo(11);
            for (int i = 1; i <= 11; i++) {
                assertThat(injector.isEmpty()).isFalse();
                assertThat(injector.steal()).isEqualTo(new Steal.Stolen<>(i));
            }
            assertThat(injector.isEmpty()).isTrue();
            assertThat(injector.steal()).isEqualTo(new Steal.Empty<>());
        }
    }

    @Test
    void aBatchIsHalfAndItsOwnerPopsItInOrder() {
        Injector<Integer> wide = new Injector<>();
        IntStream.rangeClosed(1, 9).forEach(wide::push);
        assertThat(wide.stealBatchInto(local, 100)).isEqualTo(new Steal.Stolen<>(1));
        assertThat(ChaseLevDequeTest.popped(local)).containsExactly(2, 3, 4, 5);
        assertThat(wide.stealBatchInto(local, 1)).isEqualTo(new Steal.Stolen<>(6));
        assertThat(local.isEmpty()).isTrue();
        assertThat(wide.stealBatchInto(local, 100)).isEqualTo(new Steal.Stolen<>(7));
        assertThat(ChaseLevDequeTest.popped(local)).containsExactly(8);
        assertThat(wide.stealBatchInto(local, 100)).isEqualTo(new Steal.Stolen<>(9));
        assertThat(wide.stealBatchInto(local, 100)).isEqualTo(new Steal.Empty<>());
        assertThat(local.isEmpty()).isTrue();
    }

    @Test
    void aBatchEndsWithItsSegment() {
        pushAll(1, 20);
        assertThat(injector.stealBatchInto(local, 3)).isEqualTo(new Steal.Stolen<>(1));
        assertThat(ChaseLevDequeTest.popped(local)).containsExactly(2, 3);
        assertThat(injector.stealBatchInto(local, 3)).isEqualTo(new Steal.Stolen<>(4));
        assertThat(local.isEmpty()).isTrue();
        assertThat(injector.stealBatchInto(local, 100)).isEqualTo(new Steal.Stolen<>(5));
        assertThat(ChaseLevDequeTest.popped(local)).containsExactly(6, 7, 8);
    }

    @Test
    void aSegmentThatIsUsedUpKeepsNoYoungerOneAlive() {
        List<Segment> segments = new ArrayList<>(List.of(injector.head()));
        for (int segment = 0; segment < 3; segment++) {
            pushAll(1, 5);
            for (int i = 1; i <= 5; i++) {
                injector.steal();
            }
            segments.add(injector.head());
        }
        assertThat(segments).doesNotHaveDuplicates();
        assertThat(segments.subList(0, 3))
                .allSatisfy(used -> assertThat(used.next()).isSameAs(used));
        assertThat(segments.getLast().next()).isNull();
    }

    @Test
    void whatWasStolenIsNotKeptAlive() {
        Injector<Object> things = new Injector<>(4);
        WeakReference<Object> first = new WeakReference<>(stolenAgain(things));
        Awaitility.await().until(() -> {
            System.gc();
            return first.refersTo(null);
        });
        assertThat(things.isEmpty()).isTrue();
    }

    private static Object stolenAgain(Injector<Object> things) {
        things.push(new Object());
        return ((Steal.Stolen<Object>) things.steal()).item();
    }

    @Test
    void aPusherThatIsStoppedBeforeItMovesTheTailHoldsUpNobody() {
        pushAll(1, 4);
        assertThat(injector.head().nextOrNew())
                .as("made by one that stops here")
                .isNotNull();
        for (int i = 1; i <= 4; i++) {
            assertThat(injector.steal()).isEqualTo(new Steal.Stolen<>(i));
        }
        assertThat(injector.steal()).isEqualTo(new Steal.Empty<>());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(injector.push(5)).isTrue());
        assertThat(injector.steal()).isEqualTo(new Steal.Stolen<>(5));
    }

    @Test
    void itIsReadyWhenThereIsSomethingToSteal() {
        for (int round = 0; round < 3; round++) {
            assertThat(injector.isReady()).isFalse();
            pushAll(1, 3);
            assertThat(injector.isReady()).isTrue();
            for (int i = 0; i < 3; i++) {
                assertThat(injector.isReady()).isTrue();
                injector.steal();
            }
        }
        assertThat(injector.isReady()).isFalse();
        assertThat(injector.head().claim()).as("a pusher that stops here").isEqualTo(1);
        pushAll(1, 1);
        assertThat(injector.isReady()).isFalse();
        assertThat(injector.isEmpty()).isFalse();
        injector.head().fill(1, 7);
        assertThat(injector.isReady()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 8})
    void whatCameBeforeTheCloseIsIn(int items) {
        pushAll(1, items);
        injector.close();
        assertThat(injector.push(99)).isFalse();
        injector.close();
        assertThat(injector.push(99)).isFalse();
        assertThat(injector.size()).isEqualTo(items);
        for (int i = 1; i <= items; i++) {
            assertThat(injector.isReady()).isTrue();
            assertThat(injector.steal()).isEqualTo(new Steal.Stolen<>(i));
        }
        assertThat(injector.isReady()).isFalse();
        assertThat(injector.isEmpty()).isTrue();
        assertThat(injector.steal()).isEqualTo(new Steal.Empty<>());
    }

    @Test
    @SuppressWarnings("NullAway") // null, to be refused
    void whatCannotBeIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> injector.push(null));
        assertThatIllegalArgumentException().isThrownBy(() -> injector.stealBatchInto(local, 0));
        assertThat(injector.isEmpty()).isTrue();
    }

    record Item(int pusher, int number) {}

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 1", "2, 2, 8", "3, 1, 8", "1, 3, 8"})
    void eachItemIsStolenOnceAndEachPushersInOrder(int pushers, int thieves, int batch) throws Exception {
        int each = 40_000;
        Injector<Item> busy = new Injector<>(8);
        AtomicInteger left = new AtomicInteger(pushers * each);
        List<List<Item>> stolen = IntStream.range(0, thieves)
                .<List<Item>>mapToObj(_ -> new ArrayList<>())
                .toList();
        try (Race race = Race.within(Duration.ofSeconds(60))) {
            for (int pusher = 0; pusher < pushers; pusher++) {
                int me = pusher;
                race.thread("pusher " + me, () -> {
                    for (int number = 0; number < each; number++) {
                        busy.push(new Item(me, number));
                    }
                });
            }
            for (List<Item> mine : stolen) {
                race.thread("thief", () -> {
                    ChaseLevDeque<Item> deque = new ChaseLevDeque<>();
                    while (left.get() > 0) {
                        if (busy.stealBatchInto(deque, batch) instanceof Steal.Stolen<Item>(Item first)) {
                            int before = mine.size();
                            mine.add(first);
                            mine.addAll(ChaseLevDequeTest.popped(deque));
                            left.addAndGet(before - mine.size());
                        } else {
                            Thread.yield();
                        }
                    }
                });
            }
            race.run();
        }
        for (List<Item> mine : stolen) {
            for (int pusher = 0; pusher < pushers; pusher++) {
                int me = pusher;
                assertThat(mine.stream().filter(item -> item.pusher() == me).map(Item::number))
                        .as("of one pusher, by one thief")
                        .isSorted();
            }
        }
        assertThat(stolen.stream().flatMap(List::stream))
                .hasSize(pushers * each)
                .doesNotHaveDuplicates();
        assertThat(busy.isEmpty()).isTrue();
    }

    private void pushAll(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(injector::push);
    }
}

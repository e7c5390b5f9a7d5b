package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import happensbefore.testkit.Race;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import happensbefore.workstealing.ChaseLevDeque.Stealer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChaseLevDequeTest {
    private final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>(2);

    @Test
    void theOwnerPopsTheNewestAndAThiefStealsTheOldest() {
        pushAll(deque, 1, 4);
        assertThat(deque.pop()).isEqualTo(4);
        assertThat(deque.steal()).isEqualTo(new Steal.Stolen<>(1));
        assertThat(deque.pop()).isEqualTo(3);
        assertThat(deque.stealer().steal()).isEqualTo(new Steal.Stolen<>(2));
        assertThat(deque.pop()).isNull();
        assertThat(deque.steal()).isEqualTo(new Steal.Empty<>());
    }

    @Test
    void aDequeThatWasEmptyIsAsGoodAsNew() {
        for (int round = 0; round < 10; round++) {
            assertThat(deque.pop()).isNull();
            deque.push(round);
            assertThat(deque.size()).isEqualTo(1);
            assertThat(round % 2 == 0 ? deque.pop() : stolen(deque.steal())).isEqualTo(round);
            assertThat(deque.isEmpty()).isTrue();
            assertThat(deque.stealer().isEmpty()).isTrue();
        }
    }

    @Test
    void itGrowsWhereverItsEndsAreInTheArray() {
        for (int offset = 0; offset < 8; offset++) {
            ChaseLevDeque<Integer> grown = new ChaseLevDeque<>(4);
            for (int i = 0; i < offset; i++) {
                grown.push(-1);
                grown.steal();
            }
            pushAll(grown, 0, 99);
            assertThat(grown.size()).isEqualTo(100);
            assertThat(grown.stealer().size()).isEqualTo(100);
            for (int i = 0; i < 50; i++) {
                assertThat(stolen(grown.steal())).isEqualTo(i);
                assertThat(grown.pop()).isEqualTo(99 - i);
            }
            assertThat(grown.isEmpty()).isTrue();
        }
    }

    @Test
    void aBatchIsHalfOfWhatIsThereAndKeepsItsOrder() {
        pushAll(deque, 1, 9);
        ChaseLevDeque<Integer> local = new ChaseLevDeque<>();
        assertThat(deque.stealBatchInto(local, 100)).isEqualTo(new Steal.Stolen<>(1));
        assertThat(popped(local)).containsExactly(5, 4, 3, 2);
        assertThat(deque.stealer().stealBatchInto(local, 100)).isEqualTo(new Steal.Stolen<>(6));
        assertThat(popped(local)).containsExactly(7);
        assertThat(popped(deque)).containsExactly(9, 8);
        assertThat(deque.stealBatchInto(local, 100)).isEqualTo(new Steal.Empty<>());
        assertThat(local.isEmpty()).isTrue();
    }

    @Test
    void aBatchIsNoMoreThanWasAskedFor() {
        pushAll(deque, 1, 100);
        ChaseLevDeque<Object> local = new ChaseLevDeque<>();
        assertThat(deque.stealBatchInto(local, 1)).isEqualTo(new Steal.Stolen<>(1));
        assertThat(local.isEmpty()).isTrue();
        assertThat(deque.stealBatchInto(local, 3)).isEqualTo(new Steal.Stolen<>(2));
        assertThat(local.size()).isEqualTo(2);
        assertThat(deque.size()).isEqualTo(96);
    }

    @Test
    void whatIsTakenIsNoLongerHeld() {
        pushAll(deque, 1, 100);
        assertThat(deque.heldSlots()).isEqualTo(100);
        for (int i = 0; i < 30; i++) {
            deque.pop();
            deque.steal();
        }
        assertThat(deque.heldSlots()).isEqualTo(40);
        deque.stealBatchInto(new ChaseLevDeque<>(), 100);
        assertThat(deque.heldSlots()).isEqualTo(20);
        popped(deque);
        assertThat(deque.heldSlots()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // null, to be refused
    void whatCannotBeIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> deque.push(null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChaseLevDeque<>(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChaseLevDeque<>((1 << 30) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> deque.stealBatchInto(new ChaseLevDeque<>(), 0));
        assertThat(deque.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aloneItIsADeque(long seed) {
        Random random = new Random(seed);
        ArrayDeque<Integer> model = new ArrayDeque<>();
        for (int step = 0; step < 10_000; step++) {
            switch (random.nextInt(step / 1_000 % 2 == 0 ? 3 : 5)) {
                case 0, 1 -> {
                    deque.push(step);
                    model.addLast(step);
                }
                case 2, 3 -> assertThat(deque.pop()).isEqualTo(model.pollLast());
                default -> {
                    Integer expected = model.pollFirst();
                    assertThat(deque.steal())
                            .isEqualTo(expected == null ? new Steal.Empty<>() : new Steal.Stolen<>(expected));
                }
            }
            assertThat(deque.size()).isEqualTo(model.size());
        }
        assertThat(deque.heldSlots()).isEqualTo(model.size());
    }

    static Stream<Arguments> crews() {
        return Stream.of(arguments(1, 1), arguments(1, 8), arguments(3, 1), arguments(3, 8));
    }

    /// A deque of capacity 2 to begin with, so that it grows, wraps and runs empty under the thieves' hands.
    @ParameterizedTest
    @MethodSource("crews")
    void eachItemIsTakenOnceWhileThievesAreAtIt(int thieves, int batch) throws Exception {
        int items = 100_000;
        AtomicBoolean done = new AtomicBoolean();
        List<List<Integer>> taken = IntStream.rangeClosed(0, thieves)
                .<List<Integer>>mapToObj(_ -> new ArrayList<>())
                .toList();
        try (Race race = Race.within(Duration.ofSeconds(60))) {
            race.thread("owner", () -> {
                Random random = new Random(items);
                int pushed = 0;
                while (pushed < items) {
                    for (int burst = random.nextInt(12); burst > 0 && pushed < items; burst--) {
                        deque.push(pushed++);
                    }
                    for (int burst = random.nextInt(12); burst > 0; burst--) {
                        Integer item = deque.pop();
                        if (item != null) {
                            taken.getFirst().add(item);
                        }
                    }
                }
                taken.getFirst().addAll(popped(deque));
                done.set(true);
            });
            for (int thief = 1; thief <= thieves; thief++) {
                List<Integer> mine = taken.get(thief);
                race.thread("thief " + thief, () -> rob(deque.stealer(), batch, mine, done));
            }
            race.run();
        }
        for (int thief = 1; thief <= thieves; thief++) {
            if (batch == 1) {
                assertThat(taken.get(thief)).as("stolen in order").isSorted();
            }
        }
        assertThat(taken.stream().flatMap(List::stream)).hasSize(items).doesNotHaveDuplicates();
        assertThat(deque.pop()).isNull();
        assertThat(deque.heldSlots()).as("held by the empty deque").isZero();
    }

    private static void rob(Stealer<Integer> victim, int batch, List<Integer> mine, AtomicBoolean done) {
        ChaseLevDeque<Integer> local = new ChaseLevDeque<>();
        while (!done.get()) {
            if ((batch == 1 ? victim.steal() : victim.stealBatchInto(local, batch))
                    instanceof Steal.Stolen<Integer>(Integer item)) {
                mine.add(item);
                mine.addAll(popped(local));
            } else {
                Thread.yield();
            }
        }
    }

    private static void pushAll(ChaseLevDeque<Integer> deque, int first, int last) {
        for (int item = first; item <= last; item++) {
            deque.push(item);
        }
    }

    static <T> List<T> popped(ChaseLevDeque<T> deque) {
        List<T> all = new ArrayList<>();
        for (T item = deque.pop(); item != null; item = deque.pop()) {
            all.add(item);
        }
        return all;
    }

    static <T> T stolen(Steal<T> steal) {
        assertThat(steal).isInstanceOf(Steal.Stolen.class);
        return ((Steal.Stolen<T>) steal).item();
    }
}

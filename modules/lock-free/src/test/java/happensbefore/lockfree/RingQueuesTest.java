package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract that both rings share, on one thread.
class RingQueuesTest {
    static Stream<Named<IntFunction<BoundedQueue<String>>>> rings() {
        return Stream.of(Named.of("spsc", SpscRingQueue::new), Named.of("mpmc", MpmcRingQueue::new));
    }

    @TestFactory
    Stream<DynamicTest> spscPassesTheQueueSuite() {
        return QueueSuites.headOnlyQueue(() -> new SpscRingQueue<>(16));
    }

    @TestFactory
    Stream<DynamicTest> mpmcPassesTheQueueSuite() {
        return QueueSuites.headOnlyQueue(() -> new MpmcRingQueue<>(16));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 4", "4, 4", "5, 8", "1000, 1024", "1024, 1024", "1025, 2048"})
    void capacityIsTheNextPowerOfTwo(int asked, int given) {
        assertThat(new SpscRingQueue<String>(asked).capacity()).isEqualTo(given);
        assertThat(new MpmcRingQueue<String>(asked).capacity()).isEqualTo(given);
    }

    @Nested
    @ParameterizedClass
    @MethodSource("happensbefore.lockfree.RingQueuesTest#rings")
    class Each {
        private final IntFunction<BoundedQueue<String>> ring;

        Each(IntFunction<BoundedQueue<String>> ring) {
            this.ring = ring;
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 1073741825})
        void refusesACapacityThatCannotBe(int capacity) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ring.apply(capacity))
                    .withMessage("capacity must be between 1 and 1073741824, but was " + capacity);
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 8})
        void holdsExactlyItsCapacityInOrderLapAfterLap(int capacity) {
            BoundedQueue<String> queue = ring.apply(capacity);
            for (int lap = 0; lap < 5; lap++) {
                List<String> items = IntStream.range(lap, lap + capacity)
                        .mapToObj(String::valueOf)
                        .toList();
                assertThat(items).allMatch(queue::offer);
                assertThat(queue.offer("one too many")).isFalse();
                assertThat(queue).hasSize(capacity).containsExactlyElementsOf(items);
                assertThat(queue.peek()).isEqualTo(items.getFirst());
                assertThat(drain(queue)).isEqualTo(items);
                assertThat(queue).isEmpty();
                assertThat(queue.peek()).isNull();
            }
        }

        @Test
        void keepsOrderWhenItsEndsWrapAtDifferentTimes() {
            int standing = 3;
            BoundedQueue<String> queue = ring.apply(4);
            for (int i = 0; i < 100; i++) {
                assertThat(queue.offer("item " + i)).isTrue();
                if (i >= standing) {
                    assertThat(queue.poll()).isEqualTo("item " + (i - standing));
                }
            }
            assertThat(queue).containsExactly("item 97", "item 98", "item 99");
        }

        @Test
        void saysWhatItRefuses() {
            BoundedQueue<String> queue = ring.apply(2);
            assertThatNullPointerException().isThrownBy(() -> queue.offer(null));
            queue.add("a");
            queue.add("b");
            assertThatIllegalStateException().isThrownBy(() -> queue.add("c"));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> queue.remove("b"));
            assertThat(queue).containsExactly("a", "b");
        }

        @Test
        void iteratesOverWhatWasThereAtItsStart() {
            BoundedQueue<String> queue = ring.apply(4);
            queue.add("a");
            queue.add("b");
            queue.add("c");
            Iterator<String> items = queue.iterator();
            queue.poll(); // "a" was already looked at
            queue.poll();
            queue.add("d");
            assertThat(items.next()).isEqualTo("a");
            assertThat(items.next()).isEqualTo("c");
            assertThat(items.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(items::next);
        }

        private static List<String> drain(BoundedQueue<String> queue) {
            List<String> items = new ArrayList<>();
            for (String item = queue.poll(); item != null; item = queue.poll()) {
                items.add(item);
            }
            return items;
        }
    }
}

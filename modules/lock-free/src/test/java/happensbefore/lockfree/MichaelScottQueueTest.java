package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MichaelScottQueueTest {
    private final MichaelScottQueue<String> queue = new MichaelScottQueue<>();

    @TestFactory
    Stream<DynamicTest> keepsTheContractOfQueue() {
        TestSuite suite = QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] elements) {
                        Queue<String> created = new MichaelScottQueue<>();
                        Collections.addAll(created, elements);
                        return created;
                    }
                })
                .named("MichaelScottQueue")
                .withFeatures(CollectionSize.ANY, CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER)
                .createTestSuite();
        List<TestCase> cases = cases(suite).toList();
        assertThat(cases).hasSizeGreaterThan(100);
        return cases.stream().map(test -> dynamicTest(test.toString(), test::runBare));
    }

    private static Stream<TestCase> cases(junit.framework.Test test) {
        return switch (test) {
            case TestSuite suite -> Collections.list(suite.tests()).stream().flatMap(MichaelScottQueueTest::cases);
            case TestCase single -> Stream.of(single);
            default -> throw new IllegalArgumentException("neither suite nor case: " + test);
        };
    }

    @Test
    void anIteratorSeesWhatIsThereAndRemovesWhatItReturned() {
        queue.addAll(List.of("a", "b", "c"));
        Iterator<String> items = queue.iterator();
        assertThatIllegalStateException().isThrownBy(items::remove);
        items.next();
        items.next();
        items.remove();
        assertThatIllegalStateException().isThrownBy(items::remove);
        assertThat(queue).containsExactly("a", "c");
        items.next();
        assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anIteratorStillReturnsAnItemTakenAfterItWasSeenButCannotRemoveItTwice() {
        queue.add("a");
        Iterator<String> items = queue.iterator();
        assertThat(queue.poll()).isEqualTo("a");
        queue.add("a");
        assertThat(items.next()).isEqualTo("a");
        items.remove();
        assertThat(queue).containsExactly("a");
    }

    @Test
    void removalFromTheMiddleLeavesNoNodesBehind() {
        queue.add("first");
        for (int i = 0; i < 1000; i++) {
            queue.add("x");
            assertThat(queue.remove("x")).isTrue();
        }
        assertThat(queue.linkedNodes()).isLessThanOrEqualTo(3);
        assertThat(queue).containsExactly("first");
    }

    @Test
    void losesAndDoublesNothingAmongManyThreads() throws Exception {
        MichaelScottQueue<Integer> shared = new MichaelScottQueue<>();
        StackChurn.assertNothingLostOrDoubled(shared::offer, shared::poll);
    }

    @Test
    void keepsTheOrderOfEachProducer() throws Exception {
        int items = 20_000;
        MichaelScottQueue<long[]> shared = new MichaelScottQueue<>();
        CyclicBarrier start = new CyclicBarrier(3);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int producer = 0; producer < 2; producer++) {
                long id = producer;
                threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < items; i++) {
                        shared.offer(new long[] {id, i});
                    }
                    return null;
                });
            }
            Future<long[]> expected = threads.submit(() -> {
                start.await();
                long[] nextOf = new long[2];
                while (Arrays.stream(nextOf).sum() < 2 * items) {
                    long[] item = shared.poll();
                    if (item != null) {
                        assertThat(item[1]).isEqualTo(nextOf[(int) item[0]]++);
                    }
                }
                return nextOf;
            });
            assertThat(expected.get()).containsExactly(items, items);
        }
    }
}

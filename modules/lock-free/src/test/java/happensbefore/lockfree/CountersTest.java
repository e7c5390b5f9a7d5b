package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("counters")
class CountersTest {
    private final Counter counter;

    CountersTest(Class<? extends Counter> type) throws ReflectiveOperationException {
        counter = type.getDeclaredConstructor().newInstance();
    }

    static Stream<Named<Class<? extends Counter>>> counters() {
        return Stream.of(AtomicCounter.class, AdderCounter.class, StripedCounter.class)
                .map(type -> Named.of(type.getSimpleName(), type));
    }

    @Test
    void addsUpAndDown() {
        counter.increment();
        counter.add(41);
        counter.add(-2);
        assertThat(counter.sum()).isEqualTo(40);
    }

    @Test
    void aStripedCounterHasAPowerOfTwoOfStripes() {
        StripedCounter one = new StripedCounter(1);
        one.add(3);
        assertThat(one.sum()).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> new StripedCounter(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StripedCounter(3));
    }

    @Test
    void losesNothingAmongManyThreads() throws Exception {
        int threads = 16;
        int times = 10_000;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Void> work = () -> {
                for (int i = 0; i < times; i++) {
                    counter.increment();
                }
                return null;
            };
            pool.invokeAll(IntStream.range(0, threads).mapToObj(_ -> work).toList());
        }
        assertThat(counter.sum()).isEqualTo((long) threads * times);
    }
}

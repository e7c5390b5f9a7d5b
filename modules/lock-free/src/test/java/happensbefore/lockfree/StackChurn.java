package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Four threads push and pop at once; afterwards each item pushed must have come out exactly once.
final class StackChurn {
    private static final int THREADS = 4;
    private static final int ITEMS_EACH = 20_000;

    private StackChurn() {}

    /// @param push answers false if it refused, and is then called again with the same item
    /// @param pop answers null if there was nothing
    static void assertNothingLostOrDoubled(Predicate<Integer> push, Supplier<@Nullable Integer> pop) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Integer> popped = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<List<Integer>>> tasks = IntStream.range(0, THREADS)
                    .<Callable<List<Integer>>>mapToObj(thread -> () -> {
                        start.await();
                        return churn(thread * ITEMS_EACH, push, pop);
                    })
                    .toList();
            for (Future<List<Integer>> result : threads.invokeAll(tasks)) {
                popped.addAll(result.get());
            }
        }
        for (Integer item = pop.get(); item != null; item = pop.get()) {
            popped.add(item);
        }
        assertThat(popped.stream().sorted())
                .containsExactlyElementsOf(
                        IntStream.range(0, THREADS * ITEMS_EACH).boxed().toList());
    }

    private static List<Integer> churn(int first, Predicate<Integer> push, Supplier<@Nullable Integer> pop) {
        List<Integer> popped = new ArrayList<>();
        for (int item = first; item < first + ITEMS_EACH; item++) {
            while (!push.test(item)) {
                Thread.onSpinWait();
            }
            if (item % 3 != 0) {
                Integer taken = pop.get();
                if (taken != null) {
                    popped.add(taken);
                }
            }
        }
        return popped;
    }
}

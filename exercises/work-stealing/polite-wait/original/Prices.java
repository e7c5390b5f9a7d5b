package happensbefore.exercises.politewait;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/// Looks up prices, on a pool whose other tasks must go on meanwhile.
public final class Prices {
    /// Where prices come from; called by several threads at once.
    public interface Source {
        /// The price that is known already, or null. Never waits.
        @Nullable Integer known(String item);

        /// Asks far away: may wait long.
        int fetch(String item) throws InterruptedException;
    }

    private Prices() {}

    /// The prices of all items.
    public static Map<String, Integer> of(ForkJoinPool pool, List<String> items, Source source) {
        Map<String, Integer> prices = new ConcurrentHashMap<>();
        pool.invoke(new RecursiveAction() {
            private static final long serialVersionUID = 1;

            @Override
            protected void compute() {
                invokeAll(items.stream()
                        .map(item -> ForkJoinTask.adapt(() -> prices.put(item, price(item, source))))
                        .toList());
            }
        });
        return prices;
    }

    private static int price(String item, Source source) {
        Integer known = source.known(item);
        if (known != null) {
            return known;
        }
        try {
            return source.fetch(item);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted at " + item);
        }
    }
}

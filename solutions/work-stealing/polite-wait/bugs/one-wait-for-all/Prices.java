package happensbefore.exercises.politewait;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
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
                for (String item : items) {
                    prices.put(item, price(item, source));
                }
            }
        });
        return prices;
    }

    private static int price(String item, Source source) {
        Integer known = source.known(item);
        if (known != null) {
            return known; // nothing to wait for, so the pool need not be told
        }
        Fetch fetch = new Fetch(item, source);
        try {
            ForkJoinPool.managedBlock(fetch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted at " + item);
        }
        return fetch.price;
    }

    /// One wait, of which the pool is told: it may put another thread in this one's place.
    private static final class Fetch implements ForkJoinPool.ManagedBlocker {
        private final String item;
        private final Source source;
        private boolean done;
        private int price;

        Fetch(String item, Source source) {
            this.item = item;
            this.source = source;
        }

        @Override
        public boolean isReleasable() {
            return done;
        }

        @Override
        public boolean block() throws InterruptedException {
            price = source.fetch(item);
            done = true;
            return true;
        }
    }
}

package happensbefore.workstealing;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// How a [WorkStealingPool] is built.
///
/// @param parallelism how many tasks run at a time, from 1 to 1024
/// @param spares how many threads may stand in for those that sleep in a wait for another task, from 0 to 1000
/// @param factory makes the threads, or null for the pool's own: daemons with the name of the pool and a number. A
///     task is refused when it returns null or throws, and the pool has no thread yet
/// @param counted whether the pool counts what it does, for [WorkStealingPool#counts]
public record PoolSettings(
        int parallelism, int spares, @Nullable ThreadFactory factory, boolean counted) {
    private static final int MOST_PARALLELISM = 1024;
    private static final int MOST_SPARES = 1000;
    private static final int SPARES = 256;

    public PoolSettings {
        if (parallelism < 1 || parallelism > MOST_PARALLELISM) {
            throw new IllegalArgumentException(
                    "parallelism must be between 1 and " + MOST_PARALLELISM + ", but was " + parallelism);
        }
        if (spares < 0 || spares > MOST_SPARES) {
            throw new IllegalArgumentException("spares must be between 0 and " + MOST_SPARES + ", but was " + spares);
        }
    }

    /// 256 spares, threads of its own, counted.
    public static PoolSettings of(int parallelism) {
        return new PoolSettings(parallelism, SPARES, null, true);
    }

    public PoolSettings withSpares(int most) {
        return new PoolSettings(parallelism, most, factory, counted);
    }

    public PoolSettings withFactory(ThreadFactory of) {
        return new PoolSettings(parallelism, spares, of, counted);
    }

    public PoolSettings uncounted() {
        return new PoolSettings(parallelism, spares, factory, false);
    }
}

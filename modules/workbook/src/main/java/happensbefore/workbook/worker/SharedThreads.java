package happensbefore.workbook.worker;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/// Tells the threads of the JVM, of the worker and of the libraries from those that an exercise has started: by the
/// class of the thread, of what it runs and of the factory of its pool. Never by its name, which anybody may give.
///
/// Reads private fields of the JDK: the worker's command line opens them.
final class SharedThreads {
    private static final String EXERCISES = "happensbefore.exercises.";
    /// Whose classes start threads that outlive a rung, or may.
    private static final List<String> OWNERS = List.of(
            "java.lang.ref.",
            "java.lang.VirtualThread",
            "jdk.internal.",
            "sun.nio.ch.",
            "com.sun.jna.",
            "kotlin.",
            "kotlinx.",
            "okhttp3.",
            "okio.",
            "io.opentelemetry.",
            "org.awaitility.",
            "org.jetbrains.",
            "org.junit.",
            "happensbefore.telemetry.",
            "happensbefore.testkit.",
            "happensbefore.workbook.");

    private static final List<ForkJoinPool> POOLS = pools();

    private SharedThreads() {}

    /// False for a thread that an exercise has started, and for one that stands in an exercise's code.
    static boolean contain(Thread thread) {
        return isSharedPools(thread)
                && Arrays.stream(thread.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().startsWith(EXERCISES));
    }

    private static boolean isSharedPools(Thread thread) {
        if (thread instanceof ForkJoinWorkerThread worker) {
            return isOwned(thread.getClass()) || POOLS.contains(worker.getPool());
        }
        if (thread.getClass() != Thread.class) {
            return isOwned(thread.getClass())
                    || POOLS.stream().anyMatch(pool -> field(pool, ForkJoinPool.class, "delayScheduler") == thread);
        }
        Object holder = field(thread, Thread.class, "holder");
        Object task = holder == null ? null : field(holder, holder.getClass(), "task");
        if (task == null) {
            return true; // the JVM's own, or about to end
        }
        if (task instanceof ClimbRun) {
            return false; // the rung itself
        }
        return isOwned(task.getClass())
                || (field(task, task.getClass(), "this$0") instanceof ThreadPoolExecutor pool
                        && isOwned(pool.getThreadFactory().getClass()));
    }

    /// The pools that everybody shares: the common one, and the one that carries virtual threads.
    private static List<ForkJoinPool> pools() {
        try {
            Class<?> virtual = Class.forName("java.lang.VirtualThread");
            return field(null, virtual, "DEFAULT_SCHEDULER") instanceof ForkJoinPool carriers
                    ? List.of(ForkJoinPool.commonPool(), carriers)
                    : List.of(ForkJoinPool.commonPool());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOwned(Class<?> type) {
        return OWNERS.stream().anyMatch(type.getName()::startsWith);
    }

    /// The value of the field of this class or of one above it; null where there is none, or it is not shown.
    private static @Nullable Object field(@Nullable Object object, Class<?> declaring, String name) {
        for (Class<?> type = declaring; type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                return field.trySetAccessible() ? field.get(object) : null;
            } catch (NoSuchFieldException e) {
                // Its superclass may have it.
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return null;
    }
}

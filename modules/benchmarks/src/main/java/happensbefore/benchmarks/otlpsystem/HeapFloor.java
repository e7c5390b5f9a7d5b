package happensbefore.benchmarks.otlpsystem;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/// The least of the heap that was left by any collection since it was last asked: what is alive, and as little
/// as possible of what only has not been collected yet. If it rises from minute to minute, something leaks.
///
/// For any number of threads. Listens as long as the JVM lives.
final class HeapFloor {
    private static final long NONE = Long.MAX_VALUE;

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());
    private long least = NONE; // guarded by this
    private long last; // guarded by this

    private HeapFloor() {}

    static HeapFloor watch() {
        HeapFloor floor = new HeapFloor();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, _) -> floor.note(notification), null, null);
            }
        }
        return floor;
    }

    private void note(Notification notification) {
        if (notification.getUserData() instanceof CompositeData data
                && notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            long left =
                    GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                            .filter(pool -> heapPools.contains(pool.getKey()))
                            .mapToLong(pool -> pool.getValue().getUsed())
                            .sum();
            synchronized (this) {
                least = Math.min(least, left);
                last = left;
            }
        }
    }

    /// In bytes; the last one's when there was no collection since.
    synchronized long sinceLastAsked() {
        long floor = least == NONE ? last : least;
        least = NONE;
        return floor;
    }
}

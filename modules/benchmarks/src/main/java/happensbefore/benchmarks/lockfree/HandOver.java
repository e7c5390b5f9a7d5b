package happensbefore.benchmarks.lockfree;

import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Control;

/// One item put or taken, however often the queue refuses first: a refusal is waiting, not work.
final class HandOver {
    private HandOver() {}

    static void put(Queue<Object> queue, Object item, Control control) {
        while (!queue.offer(item) && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    static @Nullable Object take(Queue<Object> queue, Control control) {
        Object item = queue.poll();
        while (item == null && !control.stopMeasurement) {
            Thread.onSpinWait();
            item = queue.poll();
        }
        return item;
    }
}

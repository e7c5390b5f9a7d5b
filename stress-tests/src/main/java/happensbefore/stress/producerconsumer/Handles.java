package happensbefore.stress.producerconsumer;

import happensbefore.producerconsumer.Consumer;
import happensbefore.producerconsumer.Producer;
import org.jspecify.annotations.Nullable;

/// Calls for actors, which are never interrupted and must not throw what is checked.
final class Handles {
    private Handles() {}

    static boolean put(Producer<Integer> producer, int item) {
        try {
            return producer.put(item);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static @Nullable Integer take(Consumer<Integer> consumer) {
        try {
            return consumer.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

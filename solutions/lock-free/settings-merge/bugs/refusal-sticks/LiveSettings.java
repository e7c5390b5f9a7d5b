// The function of `updateAndGet` may run twice: what its first run refused is still called refused when the second has changed it.
package happensbefore.exercises.settingsmerge;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

public final class LiveSettings {
    /// Both settings at one moment, in spans.
    public record Settings(int batchSize, int queueSize) {
        boolean keepsTheRule() {
            return batchSize >= 1 && batchSize <= queueSize;
        }
    }

    private final AtomicReference<Settings> current;

    /// @throws IllegalArgumentException when a batch does not fit into the queue
    public LiveSettings(int batchSize, int queueSize) {
        Settings first = new Settings(batchSize, queueSize);
        if (!first.keepsTheRule()) {
            throw new IllegalArgumentException(
                    "a batch of " + batchSize + " does not fit into a queue of " + queueSize);
        }
        current = new AtomicReference<>(first);
    }

    public Settings current() {
        return current.get(); // pairs with the compare-and-set in edit: the whole pair or the one before it
    }

    /// Sets the batch size.
    ///
    /// @return false, and nothing is changed, when a batch of this size does not fit into the queue
    public boolean resizeBatch(int size) {
        return edit(seen -> new Settings(size, seen.queueSize()));
    }

    /// Sets the queue size.
    ///
    /// @return false, and nothing is changed, when a batch does not fit into a queue of this size
    public boolean resizeQueue(int size) {
        return edit(seen -> new Settings(seen.batchSize(), size));
    }

    private boolean edit(UnaryOperator<Settings> change) {
        AtomicBoolean made = new AtomicBoolean(true);
        current.updateAndGet(seen -> {
            Settings changed = change.apply(seen);
            if (!changed.keepsTheRule()) {
                made.set(false);
                return seen;
            }
            return changed;
        });
        return made.get();
    }
}

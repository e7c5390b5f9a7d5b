// The pair never changes, but the field that names it does: a reader without the lock may keep the first pair for ever.
package happensbefore.exercises.settingsmerge;

public final class LiveSettings {
    /// Both settings at one moment, in spans.
    public record Settings(int batchSize, int queueSize) {
        boolean keepsTheRule() {
            return batchSize >= 1 && batchSize <= queueSize;
        }
    }

    private Settings current;

    /// @throws IllegalArgumentException when a batch does not fit into the queue
    public LiveSettings(int batchSize, int queueSize) {
        current = new Settings(batchSize, queueSize);
        if (!current.keepsTheRule()) {
            throw new IllegalArgumentException("a batch of " + batchSize + " does not fit into a queue of " + queueSize);
        }
    }

    public Settings current() {
        return current;
    }

    public synchronized boolean resizeBatch(int size) {
        return edit(new Settings(size, current.queueSize()));
    }

    public synchronized boolean resizeQueue(int size) {
        return edit(new Settings(current.batchSize(), size));
    }

    private boolean edit(Settings changed) {
        if (!changed.keepsTheRule()) {
            return false;
        }
        current = changed;
        return true;
    }
}

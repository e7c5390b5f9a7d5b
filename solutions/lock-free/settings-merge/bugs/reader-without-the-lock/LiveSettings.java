// The editors hold a lock, but the reader does not, and sees half of two edits.
package happensbefore.exercises.settingsmerge;

public final class LiveSettings {
    public record Settings(int batchSize, int queueSize) {
        boolean keepsTheRule() {
            return batchSize >= 1 && batchSize <= queueSize;
        }
    }

    private volatile int batchSize;
    private volatile int queueSize;

    public LiveSettings(int batchSize, int queueSize) {
        if (!new Settings(batchSize, queueSize).keepsTheRule()) {
            throw new IllegalArgumentException("a batch of " + batchSize + " does not fit into a queue of " + queueSize);
        }
        this.batchSize = batchSize;
        this.queueSize = queueSize;
    }

    public Settings current() {
        return new Settings(batchSize, queueSize);
    }

    public synchronized boolean resizeBatch(int size) {
        if (!new Settings(size, queueSize).keepsTheRule()) {
            return false;
        }
        batchSize = size;
        return true;
    }

    public synchronized boolean resizeQueue(int size) {
        if (!new Settings(batchSize, size).keepsTheRule()) {
            return false;
        }
        queueSize = size;
        return true;
    }
}

package happensbefore.exercises.settingsmerge;

/// The exporter's settings, read and edited while it runs.
public final class LiveSettings {
    /// Both settings at one moment, in spans.
    public record Settings(int batchSize, int queueSize) {
        boolean keepsTheRule() {
            return batchSize >= 1 && batchSize <= queueSize;
        }
    }

    private volatile int batchSize;
    private volatile int queueSize;

    /// @throws IllegalArgumentException when a batch does not fit into the queue
    public LiveSettings(int batchSize, int queueSize) {
        if (!new Settings(batchSize, queueSize).keepsTheRule()) {
            throw new IllegalArgumentException(
                    "a batch of " + batchSize + " does not fit into a queue of " + queueSize);
        }
        this.batchSize = batchSize;
        this.queueSize = queueSize;
    }

    public Settings current() {
        return new Settings(batchSize, queueSize);
    }

    /// Sets the batch size.
    ///
    /// @return false, and nothing is changed, when a batch of this size does not fit into the queue
    public boolean resizeBatch(int size) {
        if (!new Settings(size, queueSize).keepsTheRule()) {
            return false;
        }
        batchSize = size;
        return true;
    }

    /// Sets the queue size.
    ///
    /// @return false, and nothing is changed, when a batch does not fit into a queue of this size
    public boolean resizeQueue(int size) {
        if (!new Settings(batchSize, size).keepsTheRule()) {
            return false;
        }
        queueSize = size;
        return true;
    }
}

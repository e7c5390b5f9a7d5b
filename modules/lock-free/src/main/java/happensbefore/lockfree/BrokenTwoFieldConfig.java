package happensbefore.lockfree;

/// Broken on purpose: two fields that belong together, each of them volatile.
///
/// Volatile makes each write visible, in order, but nothing makes the two one: a reader between the writes, or a writer
/// between the reads, mixes two configurations. [ConfigCell] is the cure.
public final class BrokenTwoFieldConfig {
    /// Where to export to, and how long that may take.
    public record Settings(String endpoint, int timeoutMillis) {}

    private volatile String endpoint;
    private volatile int timeoutMillis;

    public BrokenTwoFieldConfig(Settings initial) {
        endpoint = initial.endpoint();
        timeoutMillis = initial.timeoutMillis();
    }

    // @start region="torn"
    public void set(Settings next) {
        endpoint = next.endpoint();
        timeoutMillis = next.timeoutMillis(); // a reader may come between these two lines
    }

    public Settings get() {
        return new Settings(endpoint, timeoutMillis);
    }
    // @end
}

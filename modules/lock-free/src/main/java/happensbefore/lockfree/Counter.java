package happensbefore.lockfree;

/// A count that any number of threads add to. Wait-free to add, and no addition is lost.
public interface Counter {
    /// Adds `n`, which may be negative.
    void add(long n);

    /// Adds one.
    default void increment() {
        add(1);
    }

    /// The count. Each implementation says how it relates to additions that are under way.
    long sum();
}

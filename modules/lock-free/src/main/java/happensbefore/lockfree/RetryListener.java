package happensbefore.lockfree;

/// Told of each lost race, so that contention can be counted by whoever cares.
///
/// A structure calls it only after a failed CAS, never on the path that succeeds at once. Calls come from every
/// thread that uses the structure, so an implementation must be thread-safe; it must not throw or block.
public interface RetryListener {
    /// Counts nothing.
    RetryListener NONE = new RetryListener() {};

    /// A push or an offer lost its race and tries again.
    default void insertRetried() {}

    /// A pop or a poll lost its race and tries again.
    default void removeRetried() {}
}

package happensbefore.workstealing;

/// Where a task runs, and where its worker had it from.
///
/// @param worker the number of the worker, from 0
/// @param source where the worker took it from
public record Placement(int worker, Source source) {
    /// Where a worker found a task.
    public sealed interface Source {}

    /// In its own deque.
    public record Own() implements Source {}

    /// In an injector: it came from outside.
    public record Outside() implements Source {}

    /// In another worker's deque.
    ///
    /// @param victim the number of that worker
    public record Stolen(int victim) implements Source {}
}

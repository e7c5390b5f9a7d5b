package happensbefore.channels;

/// What a call that does not wait for ever has received.
public sealed interface Received<T> {
    /// A value, which no other receiver gets.
    record Value<T>(T value) implements Received<T> {}

    /// Nothing yet; something may come.
    record Nothing<T>() implements Received<T> {}

    /// Nothing will come: no sender is left, and all that was sent has been received.
    record Ended<T>() implements Received<T> {}

    @SuppressWarnings("unchecked") // a conduit holds values of type T and nothing else
    static <T> Received<T> of(Object outcome) {
        return switch (outcome) {
            case Conduit.Without.EMPTY -> new Nothing<>();
            case Conduit.Without.ENDED -> new Ended<>();
            default -> new Value<>((T) outcome);
        };
    }
}

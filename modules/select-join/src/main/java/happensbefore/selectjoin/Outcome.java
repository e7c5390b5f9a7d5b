package happensbefore.selectjoin;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What became of one task. Immutable, as far as the value is.
///
/// `switch` over it is complete with three cases: the compiler says where one is forgotten.
public sealed interface Outcome<T extends @Nullable Object> {
    /// It returned a value.
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /// It threw.
    record Failure<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

    /// It was stopped before it had a result. Not a failure: nothing was wrong with it.
    record Cancelled<T extends @Nullable Object>() implements Outcome<T> {}

    /// Of a task that threw: cancelled when it says so itself, with an `InterruptedException` or a
    /// `CancellationException`; failed with anything else.
    static <T extends @Nullable Object> Outcome<T> ofThrown(Throwable thrown) {
        return thrown instanceof InterruptedException || thrown instanceof CancellationException
                ? new Cancelled<>()
                : new Failure<>(thrown);
    }
}

package happensbefore.selectjoin;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The first failure of some tasks, in time, with all later ones suppressed in it.
///
/// - Invariant: `first` is set once.
/// - Linearizes: under the monitor.
/// - Progress: nobody waits for anything but the monitor.
///
/// Safe for any number of threads.
final class FirstFailure {
    private @Nullable Throwable first; // guarded by this

    /// @param expected of an exception that only says that the others were told to stop; such are left out after
    ///     the first failure
    synchronized void add(Throwable thrown, boolean expected) {
        if (first == null || !expected) {
            first = withSuppressed(first, thrown);
        }
    }

    /// The first, with the next one suppressed in it; the next one where there was none.
    @SuppressWarnings("ReferenceEquality") // an exception cannot suppress itself, whatever it calls equal
    static <T extends Throwable> T withSuppressed(@Nullable T first, T next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    /// @throws ExecutionException with the first failure as its cause, when there was one
    synchronized void throwIfAny() throws ExecutionException {
        if (first != null) {
            throw new ExecutionException(first);
        }
    }
}

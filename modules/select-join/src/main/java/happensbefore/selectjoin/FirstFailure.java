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
        if (first == null) {
            first = thrown;
        } else if (first != thrown && !expected) {
            first.addSuppressed(thrown);
        }
    }

    /// @throws ExecutionException with the first failure as its cause, when there was one
    synchronized void throwIfAny() throws ExecutionException {
        if (first != null) {
            throw new ExecutionException(first);
        }
    }
}

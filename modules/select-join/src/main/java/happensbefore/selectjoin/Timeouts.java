package happensbefore.selectjoin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Work that may take so long, and no longer.
///
/// - Work that has no result in time is interrupted, and has **ended** when the call returns. Work that
///   ignores interrupts delays that; so does work that computes and never looks.
/// - The limit is a [Deadline] for everything below: a nested limit can only be shorter.
/// - Interrupting the caller interrupts the work.
/// - The work runs on a virtual thread of its own. It sees the caller's `ScopedValue`s, and what it wrote
///   before the call; the caller sees what the work wrote.
///
/// Safe for any number of callers; a call owns its thread and shares nothing. Needs `--enable-preview` to
/// run.
public final class Timeouts {
    private Timeouts() {}

    /// Runs the work.
    ///
    /// @param limit with zero or less, or when a deadline above is over, nothing is started
    /// @return the result, if there was one before the time was over
    /// @throws TimeoutException when there was none; what the work threw on its way out is suppressed in it,
    ///     unless that is an `InterruptedException`
    /// @throws ExecutionException when the work failed in time
    /// @throws InterruptedException when the caller was interrupted; the work has ended
    public static <T extends @Nullable Object> T within(Duration limit, Callable<? extends T> work)
            throws ExecutionException, TimeoutException, InterruptedException {
        return TimeoutScope.within(limit, work);
    }
}

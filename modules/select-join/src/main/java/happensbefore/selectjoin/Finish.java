package happensbefore.selectjoin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The finish of a race: who was first, and how many still run.
///
/// - Invariant: the winner is set once.
/// - Linearizes: under the monitor.
/// - Progress: runners wait for nothing but the monitor; the owner waits for runners, for a bounded time.
///
/// Runners are on any number of threads; one thread, the owner, starts them and reads the result.
final class Finish<T extends @Nullable Object> {
    private record Winner<T extends @Nullable Object>(T value) {}

    private final FirstFailure failures = new FirstFailure();
    private @Nullable Winner<T> winner; // guarded by this
    private int running; // guarded by this

    // @start region="finish"
    synchronized void started() {
        running++;
    }

    /// @return whether this one is the winner
    synchronized boolean succeeded(T value) {
        running--;
        boolean first = winner == null;
        if (first) {
            winner = new Winner<>(value);
        }
        notifyAll();
        return first;
    }

    synchronized void failed(Throwable thrown) {
        running--;
        failures.add(thrown, false);
        notifyAll();
    }

    /// Waits until there is a winner, nobody runs any more, or the delay is over.
    ///
    /// @return whether there is a winner
    synchronized boolean awaitWinner(Duration delay) throws InterruptedException {
        long limit = TimeUnit.NANOSECONDS.convert(delay);
        long begun = System.nanoTime();
        long left = limit;
        while (winner == null && running > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = limit - (System.nanoTime() - begun);
        }
        return winner != null;
    }
    // @end

    /// When nobody runs any more.
    ///
    /// @throws ExecutionException when all have failed, with the first failure as its cause and the others
    ///     suppressed in that
    synchronized T result() throws ExecutionException {
        if (winner == null) {
            failures.throwIfAny();
            throw new IllegalStateException("nobody has finished");
        }
        return winner.value();
    }
}

package happensbefore.stress.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs jcstress tests one after another in this JVM, without jcstress's probing and forking.
///
/// The budget is the wall-clock time of the whole run: what is left is shared equally among the tests still to
/// run, and a test ends early once it has seen a violation. Start the JVM with `-XX:-RestrictContended`, or
/// jcstress's own fields share cache lines and collisions are rarer.
///
/// A test that hangs or throws can leave its threads running; the tests after it are then not run: end the JVM.
/// Not thread-safe: one run at a time in a JVM.
public final class StressDriver {
    /// How long actors may outlive their slice of the budget before the test counts as hung.
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final int compileMode;

    public StressDriver() {
        this(PATIENCE, JcstressConfig.unified());
    }

    /// @param patience how long actors may outlive their slice before the test counts as hung
    /// @param compileMode how this JVM was told to compile the actors, for the report
    public StressDriver(Duration patience, int compileMode) {
        this.patience = patience;
        this.compileMode = compileMode;
    }

    /// Told of each test on the caller's thread.
    public interface Listener {
        Listener SILENT = new Listener() {};

        default void started(String test, Duration share) {}

        /// After each slice of a test, with what was seen so far.
        default void progressed(StressResult soFar) {}

        default void ended(StressResult result) {}
    }

    /// Runs the tests, each once at least, whatever the budget.
    ///
    /// @param tests class names, as {@link StressSuite} lists them
    /// @param budget wall-clock time for all of them
    /// @throws IllegalArgumentException when there is nothing to run: that is never a pass
    /// @throws InterruptedException when interrupted; actors of the running slice may still be ending
    public StressReport run(List<String> tests, Duration budget, Listener listener) throws InterruptedException {
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("No stress tests to run");
        }
        List<String> known = StressSuite.all();
        long deadline = System.nanoTime() + budget.toNanos();
        List<StressResult> results = new ArrayList<>();
        boolean threadsLeft = false;
        for (int i = 0; i < tests.size(); i++) {
            String test = tests.get(i);
            StressResult result;
            if (!known.contains(test)) {
                result = StressResult.without(
                        test, StressVerdict.NOT_RUN, Duration.ZERO, "There is no stress test " + test);
            } else if (threadsLeft) {
                result = StressResult.without(
                        test, StressVerdict.NOT_RUN, Duration.ZERO, "An earlier test left its threads running");
            } else {
                Duration share = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()) / (tests.size() - i));
                listener.started(test, share);
                StressRun run = new StressRun(test, compileMode, share, patience, listener);
                result = run.run();
                threadsLeft = run.threadsLeft();
            }
            results.add(result);
            listener.ended(result);
        }
        return new StressReport(results);
    }
}

package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Works a plan off within its budget: what is left of it is shared equally among the steps left, and the cost of
/// starting a JVM, as measured so far, is taken off each share.
final class StressSession {
    private static final Duration FIRST_GUESS_OF_START = Duration.ofMillis(500);
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private final StressPlan plan;
    private final ForkedJvm jvm;
    private final Listener listener;
    private final StressTally tally;
    private final long started = System.nanoTime();
    private long startCost = FIRST_GUESS_OF_START.toNanos();

    StressSession(StressPlan plan, ForkedJvm jvm, Listener listener) {
        this.plan = plan;
        this.jvm = jvm;
        this.listener = listener;
        this.tally = new StressTally(plan.tests());
    }

    interface Listener {
        default void started(StressPlan.Step step, Duration elapsed) {}

        default void progressed(StressPlan.Step step, StressResult soFar, Duration elapsed) {}

        default void ended(StressPlan.Step step, StressResult result, Duration elapsed) {}
    }

    /// A test that has failed is not run again; its time goes to the others.
    StressTally run() throws IOException, InterruptedException {
        Deque<StressPlan.Step> left = new ArrayDeque<>(plan.steps());
        int done = 0;
        while (!left.isEmpty()) {
            StressPlan.Step step = left.removeFirst();
            Duration budget = budget(left.size() + 1);
            boolean everyTestRan = done >= plan.tests().size();
            if (everyTestRan && budget.compareTo(SHORTEST) < 0) {
                break;
            }
            run(step, budget.compareTo(SHORTEST) < 0 ? SHORTEST : budget);
            done++;
            if (tally.hasFailed(step.test())) {
                left.removeIf(later -> later.test().equals(step.test()));
            }
        }
        return tally;
    }

    private Duration budget(int steps) {
        long remaining = plan.budget().toNanos() - elapsed().toNanos();
        return Duration.ofNanos(remaining / steps - startCost);
    }

    private void run(StressPlan.Step step, Duration budget) throws IOException, InterruptedException {
        listener.started(step, elapsed());
        long forked = System.nanoTime();
        StressResult result = jvm.run(step, budget, soFar -> listener.progressed(step, soFar, elapsed()));
        long start = System.nanoTime() - forked - result.spent().toNanos();
        startCost = (startCost + Math.max(0, start)) / 2;
        tally.add(step.mode(), result);
        listener.ended(step, result, elapsed());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}

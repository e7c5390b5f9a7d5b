package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

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

    /// A test that has failed is not run again; its time goes to the others. Those that shared a JVM with one that
    /// ended it go on in another.
    StressTally run() throws IOException, InterruptedException {
        Deque<StressPlan.Step> left = new ArrayDeque<>(plan.steps());
        int done = 0;
        while (!left.isEmpty()) {
            Duration budget = budget(left);
            StressPlan.Step step = left.removeFirst();
            Duration shortest = SHORTEST.multipliedBy(step.tests().size());
            boolean everyTestRan = done >= plan.tests().size();
            if (everyTestRan && budget.compareTo(shortest) < 0) {
                break;
            }
            int ran = run(step, budget.compareTo(shortest) < 0 ? shortest : budget);
            done += ran;
            if (ran < step.tests().size()) {
                left.addFirst(new StressPlan.Step(
                        step.tests().subList(ran, step.tests().size()), step.mode()));
            }
            left.removeIf(later -> tally.hasFailed(later.tests().getFirst()));
        }
        return tally;
    }

    /// For the first of these, by how many tests it has.
    private Duration budget(Deque<StressPlan.Step> left) {
        long remaining = plan.budget().toNanos() - elapsed().toNanos();
        long tests = left.stream().mapToLong(step -> step.tests().size()).sum();
        return Duration.ofNanos(remaining / tests * left.getFirst().tests().size() - startCost);
    }

    /// @return how many tests have a result
    private int run(StressPlan.Step step, Duration budget) throws IOException, InterruptedException {
        listener.started(step, elapsed());
        long forked = System.nanoTime();
        List<StressResult> results = jvm.run(step, budget, soFar -> listener.progressed(step, soFar, elapsed()));
        long start = System.nanoTime() - forked;
        for (StressResult result : results) {
            start -= result.spent().toNanos();
            tally.add(step.mode(), result);
            listener.ended(step, result, elapsed());
        }
        startCost = (startCost + Math.max(0, start)) / 2;
        return results.size();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}

package happensbefore.stress.driver;

import happensbefore.stress.driver.StressDriver.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.util.Counter;

/// One test's run: slices of jcstress's generated runner until the share of the budget is spent or a violation is
/// seen.
///
/// A slice runs on a thread of its own so that actors that never end cannot hold the caller.
final class StressRun {
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final Duration SHORTEST_SLICE = Duration.ofMillis(20);
    private static final Duration GLANCE = Duration.ofMillis(50);
    /// How many times the patience an actor gets that could go on and finds no processor.
    private static final int MOST_PATIENCE = 3;

    /// What a termination test calls an actor that does not end.
    private static final String STALE = "STALE";

    private final String test;
    private final long started = System.nanoTime();
    private final Duration share;
    private final Duration patience;
    private final Listener listener;
    private final TestConfig config;
    private final List<GeneratedRunner> runners;
    private final Counter<String> seen = new Counter<>();
    private boolean threadsLeft;

    StressRun(String test, int compileMode, Duration share, Duration patience, Listener listener) {
        this.test = test;
        this.share = share;
        this.patience = patience;
        this.listener = listener;
        List<TestConfig> configs = JcstressConfig.waiting(test).stream()
                .map(waiting -> JcstressConfig.of(test, slice(share), compileMode, List.of(), waiting))
                .toList();
        this.config = configs.getFirst();
        this.runners = configs.stream().map(GeneratedRunner::new).toList();
    }

    private static Duration slice(Duration share) {
        Duration third = share.dividedBy(3);
        if (third.compareTo(SHORTEST_SLICE) < 0) {
            return SHORTEST_SLICE;
        }
        return third.compareTo(SLICE) < 0 ? third : SLICE;
    }

    StressResult run() throws InterruptedException {
        long longest = 0;
        int slices = 0;
        do {
            long sliceStart = System.nanoTime();
            GeneratedRunner.Slice slice = runners.get(slices++ % runners.size()).slice();
            slice.start();
            if (!ends(slice)) {
                threadsLeft = true;
                return hung(slice, Duration.ofNanos(System.nanoTime() - sliceStart));
            }
            TestResult result = slice.result();
            if (result.status() != Status.NORMAL) {
                threadsLeft = StuckThreads.any();
                result.setConfig(config);
                return Grading.of(test, result, spent());
            }
            seen.merge(result.getCounter());
            longest = Math.max(longest, System.nanoTime() - sliceStart);
            StressResult soFar = graded();
            if (soFar.verdict() == StressVerdict.FORBIDDEN) {
                return soFar;
            }
            listener.progressed(soFar);
        } while (spent().toNanos() + longest <= share.toNanos());
        return graded();
    }

    /// Waits for the slice's actors; false when they are held to be stuck.
    private boolean ends(GeneratedRunner.Slice slice) throws InterruptedException {
        Duration usual = Duration.ofMillis(config.time).plus(patience);
        if (!StressSuite.isTermination(test)) {
            return slice.join(usual);
        }
        SpinWatch watch = new SpinWatch(slice);
        long begun = System.nanoTime();
        for (long waited = 0; waited < (watch.lacksTime() ? MOST_PATIENCE : 1) * usual.toNanos(); ) {
            if (slice.join(GLANCE)) {
                return true;
            }
            if (watch.spinsOn()) {
                return false;
            }
            waited = System.nanoTime() - begun;
        }
        return false;
    }

    /// Whether actors outlived the run: this JVM is no longer fit for another.
    boolean threadsLeft() {
        return threadsLeft;
    }

    /// A fresh result each time: jcstress caches a result's grading and would miss what is added after.
    private StressResult graded() {
        TestResult result = new TestResult(Status.NORMAL);
        result.setConfig(config);
        result.addState(seen);
        return Grading.of(test, result, spent());
    }

    private StressResult hung(GeneratedRunner.Slice slice, Duration waited) {
        List<String> messages = new ArrayList<>();
        messages.add("The actors were still running %d ms after their slice of %d ms had begun"
                .formatted(waited.toMillis(), config.time));
        messages.addAll(StuckThreads.describe());
        if (StressSuite.isTermination(test) && SpinWatch.signalled(slice)) {
            seen.record(STALE, 1);
            return graded().with(messages);
        }
        return graded().as(StressVerdict.HUNG, Status.TIMEOUT_ERROR.name()).with(messages);
    }

    private Duration spent() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}

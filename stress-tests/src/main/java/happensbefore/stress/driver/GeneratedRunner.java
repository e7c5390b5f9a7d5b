package happensbefore.stress.driver;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.CounterThread;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.util.Counter;

/// The runner that jcstress generated for a test, driven slice by slice. Its sanity check, which costs as much as a
/// short slice, runs once.
final class GeneratedRunner {
    private static final int POLL_MILLIS = 50;

    private final TestConfig config;
    private @Nullable Runner<?> runner;
    private boolean checked;

    GeneratedRunner(TestConfig config) {
        this.config = config;
    }

    Slice slice() {
        return new Slice();
    }

    /// Starts the actors, lets them run for the slice's time and joins them. One at a time.
    final class Slice extends Thread {
        private final AtomicReference<TestResult> result = new AtomicReference<>(new TestResult(Status.TEST_ERROR));

        private Slice() {
            super("stress-slice-" + config.name);
            setDaemon(true);
        }

        @Override
        public void run() {
            result.set(observe());
        }

        TestResult result() {
            return result.get();
        }
    }

    private TestResult observe() {
        try {
            Runner<?> ready = runner;
            if (ready == null) {
                ready = create();
                runner = ready;
            }
            return StressSuite.isTermination(config.name) ? ready.run() : observe(ready);
        } catch (InvocationTargetException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private Runner<?> create() throws ReflectiveOperationException {
        Class<?> generated = Class.forName(config.generatedRunnerName);
        return (Runner<?>) generated.getConstructor(ForkedTestConfig.class).newInstance(new ForkedTestConfig(config));
    }

    private <R> TestResult observe(Runner<R> ready) throws Throwable {
        Counter<R> seen = new Counter<>();
        if (!checked) {
            ready.sanityCheck(seen);
            checked = true;
        }
        List<CounterThread<R>> actors = new ArrayList<>(ready.internalRun());
        while (!actors.isEmpty()) {
            // An actor that threw leaves its partners waiting for it: look at all of them, never at one only.
            for (CounterThread<R> actor : List.copyOf(actors)) {
                actor.join(POLL_MILLIS);
                Throwable thrown = actor.throwable();
                if (thrown != null) {
                    return failed(thrown);
                }
                if (!actor.isAlive()) {
                    seen.merge(actor.result());
                    actors.remove(actor);
                }
            }
        }
        TestResult result = new TestResult(Status.NORMAL);
        for (R state : seen.elementSet()) {
            result.addState(String.valueOf(state), seen.count(state));
        }
        return result;
    }

    private static TestResult failed(Throwable cause) {
        boolean mismatch = (cause instanceof LinkageError && !(cause instanceof ExceptionInInitializerError))
                || cause instanceof ClassNotFoundException
                || cause instanceof NoSuchMethodException;
        TestResult failed = new TestResult(mismatch ? Status.API_MISMATCH : Status.TEST_ERROR);
        failed.addMessages(cause);
        return failed;
    }
}

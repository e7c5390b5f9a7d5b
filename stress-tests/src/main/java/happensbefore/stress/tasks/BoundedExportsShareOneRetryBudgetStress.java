package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.tasks.RetryBudget;
import happensbefore.tasks.Time;
import happensbefore.tasks.otlp.BoundedExport;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Two callers export one batch each to a backend that takes nothing; the budget allows one retry for both.
@JCStressTest
@Outcome(id = "3", expect = ACCEPTABLE, desc = "Two first attempts and one retry reached the backend.")
@State
public class BoundedExportsShareOneRetryBudgetStress {
    /// Nobody waits: the waits are not what is tested.
    private static final Time INSTANT = new Time() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) {}
    };

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));

    private final AtomicInteger attempts = new AtomicInteger();
    private final BoundedExport<String> export = new BoundedExport<>(
            OpenTelemetry.noop(),
            2,
            new Retry(
                    new Retry.Policy(5, Duration.ofSeconds(1), BACKOFF),
                    new RetryBudget(0, 1),
                    _ -> Retry.Verdict.AGAIN,
                    INSTANT,
                    RandomGenerator.getDefault()),
            _ -> {
                attempts.incrementAndGet();
                throw new IOException("down");
            });

    @Actor
    public void one() {
        exportInVain();
    }

    @Actor
    public void other() {
        exportInVain();
    }

    @Arbiter
    public void count(I_Result r) {
        r.r1 = attempts.get();
    }

    private void exportInVain() {
        try {
            export.all(List.of("batch"));
            throw new IllegalStateException("the backend takes nothing");
        } catch (ExecutionException e) {
            return; // as expected
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.AdaptiveBatcher;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Pace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Two threads fill a batch for two, just as the dispatcher goes to sleep for an hour. Each actor ends what it
/// began: a batcher's thread never outlives its turn.
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "The batch was sent at once.")
@Outcome(expect = FORBIDDEN, desc = "The dispatcher slept on beside a full batch.")
@State
public class ABatchThatIsFullIsNeverSleptOverStress {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BatchSettings TWO =
            BatchSettings.DEFAULT.withCapacity(2).withPace(new Pace.Bounds(2, 2, HOUR, HOUR));

    private final CompletableFuture<Boolean> sent = new CompletableFuture<>();
    private @Nullable AdaptiveBatcher<Integer> batcher; // guarded by this

    private synchronized AdaptiveBatcher<Integer> batcher() {
        AdaptiveBatcher<Integer> opened = batcher;
        if (opened == null) {
            opened = new AdaptiveBatcher<>(TWO, _ -> {
                sent.complete(true);
                return CompletableFuture.completedFuture(true);
            });
            batcher = opened;
        }
        return opened;
    }

    @Actor
    public void one() {
        batcher().submit(1);
    }

    @Actor
    public void other(Z_Result r) {
        batcher().submit(2);
        r.r1 = sent.completeOnTimeout(false, 10, TimeUnit.SECONDS).join();
        batcher().shutdown().join();
    }
}

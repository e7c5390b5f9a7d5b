package happensbefore.spanexport;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/// Waits for what another thread is about to do, and looks often: most of it takes less than a millisecond.
public final class Soon {
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofSeconds(30);

    private Soon() {}

    /// @throws org.awaitility.core.ConditionTimeoutException after half a minute
    public static void until(Callable<Boolean> condition) {
        Awaitility.await().pollInSameThread().pollInterval(LOOK).atMost(MOST).until(condition);
    }
}

package happensbefore.selectjoin;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/// Two tasks that fail at the same time, on the model checker's own threads: it does not follow scopes.
class FirstFailureInterleavingsTest {
    @Test
    void oneOfTwoIsTheFirstAndHasTheOther() {
        Interleavings.on(FirstFailure::new)
                .invocations(50)
                .thread("one", failure -> failure.add(new IOException("one"), false))
                .thread("other", failure -> failure.add(new IOException("other"), false))
                .then(failure -> Expect.equal(2, told(failure), "failures that were told"))
                .check();
    }

    @Test
    void anInterruptAfterAFailureIsNoFailure() {
        Interleavings.on(FirstFailure::new)
                .invocations(50)
                .thread("failed", failure -> failure.add(new IOException("one"), false))
                .thread("cancelled", failure -> failure.add(new InterruptedException(), true))
                .then(failure -> Expect.that(told(failure) >= 1, "the failure was not told"))
                .check();
    }

    private static int told(FirstFailure failure) {
        try {
            failure.throwIfAny();
            return 0;
        } catch (ExecutionException e) {
            return 1 + Objects.requireNonNull(e.getCause()).getSuppressed().length;
        }
    }
}

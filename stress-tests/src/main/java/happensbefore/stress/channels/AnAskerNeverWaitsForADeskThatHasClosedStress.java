package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Oneshot.SenderGoneException;
import happensbefore.channels.otlp.RequestDesk;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A desk is closed while a request comes in. The asker's timeout is far beyond the test's patience. A request that is
/// put just after the queue was emptied is hardly ever met: the whole close must fit between two steps of the asker.
@JCStressTest
@Outcome(id = "answered", expect = ACCEPTABLE, desc = "The answer came before the desk closed.")
@Outcome(id = "failed", expect = ACCEPTABLE, desc = "The work was interrupted, and the asker was told.")
@Outcome(id = "abandoned", expect = ACCEPTABLE, desc = "The request was in the queue, and the asker was told.")
@Outcome(id = "refused", expect = ACCEPTABLE, desc = "The desk was closed before the request came.")
@Outcome(expect = FORBIDDEN, desc = "Something else came of the request.")
@State
public class AnAskerNeverWaitsForADeskThatHasClosedStress {
    private final RequestDesk<Integer, Integer> desk =
            new RequestDesk<>(OpenTelemetry.noop(), "stress", 1, 1, question -> question);

    @Actor
    public void asker(L_Result r) {
        try {
            desk.ask(1, Duration.ofMinutes(10));
            r.r1 = "answered";
        } catch (ExecutionException e) {
            r.r1 = "failed";
        } catch (SenderGoneException e) {
            r.r1 = "abandoned";
        } catch (RejectedExecutionException e) {
            r.r1 = "refused";
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void closer() {
        desk.close();
    }
}

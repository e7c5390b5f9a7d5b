package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Sender;
import happensbefore.selectjoin.otlp.SignalLoop;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two sources of signals send and close at the same time, while one loop exports batches of two.
@JCStressTest
@Outcome(id = "6, 6", expect = ACCEPTABLE, desc = "Every item of each signal was exported once.")
@Outcome(expect = FORBIDDEN, desc = "An item was lost or doubled, or went to the other signal's backend.")
@State
public class ASignalLoopExportsEveryItemOnceStress {
    private final Channel<Integer> spans = Channel.bounded(1);
    private final Channel<Integer> logs = Channel.unbounded();

    @Actor
    public void loop(II_Result r) {
        try {
            new SignalLoop(OpenTelemetry.noop(), 2, Duration.ofHours(2))
                    .signal("spans", spans.receiver(), batch -> r.r1 += sum(batch))
                    .signal("logs", logs.receiver(), batch -> r.r2 += sum(batch))
                    .run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void spans() {
        sendAndClose(spans.sender());
    }

    @Actor
    public void logs() {
        sendAndClose(logs.sender());
    }

    private static int sum(List<Integer> batch) {
        return batch.stream().mapToInt(Integer::intValue).sum();
    }

    private static void sendAndClose(Sender<Integer> sender) {
        try (sender) {
            sender.send(1);
            sender.send(2);
            sender.send(3);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

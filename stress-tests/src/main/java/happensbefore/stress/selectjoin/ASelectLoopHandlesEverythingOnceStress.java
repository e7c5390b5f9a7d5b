package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Sender;
import happensbefore.selectjoin.SelectLoop;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two sources send and close at the same time, while one loop reads both.
@JCStressTest
@Outcome(id = "33, 2", expect = ACCEPTABLE, desc = "Everything was handled once, and both ends were told.")
@Outcome(expect = FORBIDDEN, desc = "A value was lost or doubled, or the end of a source was.")
@State
public class ASelectLoopHandlesEverythingOnceStress {
    private final Channel<Integer> ones = Channel.bounded(1);
    private final Channel<Integer> tens = Channel.unbounded();
    private int sum;
    private int ends;

    @Actor
    public void loop(II_Result r) {
        try {
            new SelectLoop()
                    .on(ones.receiver(), one -> sum += one, () -> ends++)
                    .on(tens.receiver(), ten -> sum += 10 * ten, () -> ends++)
                    .run();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        r.r1 = sum;
        r.r2 = ends;
    }

    @Actor
    public void one() {
        sendAndClose(ones.sender());
    }

    @Actor
    public void other() {
        sendAndClose(tens.sender());
    }

    private static void sendAndClose(Sender<Integer> sender) {
        try (sender) {
            sender.send(1);
            sender.send(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

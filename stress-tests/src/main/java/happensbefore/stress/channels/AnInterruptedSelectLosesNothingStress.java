package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Case;
import happensbefore.channels.Channel;
import happensbefore.channels.Receiving;
import happensbefore.channels.Select;
import happensbefore.channels.SendResult;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// A selection over a channel with a place and a rendezvous is interrupted while both are sent to: before that, after
/// it, or between the two.
@JCStressTest
@Outcome(id = "0, 30, 0", expect = ACCEPTABLE, desc = "The interrupt was first: neither message was taken.")
@Outcome(id = "10, 20, [01]", expect = ACCEPTABLE, desc = "The selection has the message with a place.")
@Outcome(id = "20, 10, [01]", expect = ACCEPTABLE, desc = "The selection has met the sender.")
@Outcome(expect = FORBIDDEN, desc = "A message is lost, or there twice, or the interrupt was told and kept.")
@State
public class AnInterruptedSelectLosesNothingStress {
    private static final int LONGEST_PAUSE = 1000;

    private final Channel<Integer> first = Channel.bounded(1);
    private final Channel<Integer> second = Channel.rendezvous();
    private int notMet;
    private @Nullable Thread selecting; // guarded by this

    @Actor
    public void sendsAndInterrupts() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        boolean early = random.nextBoolean();
        if (early) {
            interrupt();
            for (int left = random.nextInt(LONGEST_PAUSE); left > 0; left--) {
                Thread.onSpinWait();
            }
        }
        notMet = second.sender().trySend(20) == SendResult.SENT ? 0 : 20;
        if (!early) {
            interrupt();
        }
        first.sender().trySend(10);
    }

    private synchronized void interrupt() {
        if (selecting != null) {
            selecting.interrupt();
        }
    }

    @Actor
    public void selects(III_Result r) {
        Select select = Select.fair();
        Receiving<Integer> one = select.receive(first.receiver());
        Receiving<Integer> other = select.receive(second.receiver());
        begin();
        try {
            Case done = select.await();
            Integer got = done == one ? one.value() : other.value();
            r.r1 = got == null ? -1 : got;
        } catch (InterruptedException e) {
            r.r1 = 0;
        } finally {
            r.r3 = end() ? 1 : 0;
        }
    }

    private synchronized void begin() {
        selecting = Thread.currentThread();
    }

    /// Whether an interrupt is left over: no other comes.
    private synchronized boolean end() {
        selecting = null;
        return Thread.interrupted();
    }

    @Arbiter
    public void left(III_Result r) {
        r.r2 = notMet
                + first.receiver().closeAndDrain().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }
}

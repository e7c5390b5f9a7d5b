package happensbefore.exercises.peakgauge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/// Claim: while a peak is taken, whoever looks sees all of it or nothing.
///
/// Two threads record so often that they meet: a gauge that spreads its values over several places begins to do so
/// then. Both have recorded everything before one takes and the other looks; a sample in which they did not meet says
/// nothing.
@JCStressTest
@Outcome(id = "100, 100", expect = Expect.ACCEPTABLE, desc = "The look came first: both saw the highest value.")
@Outcome(id = "100, 0", expect = Expect.ACCEPTABLE, desc = "The take came first and left nothing.")
@Outcome(id = ".*-1.*", expect = Expect.ACCEPTABLE, desc = "One of them had gone on before the other came.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "In the middle of the take, the other thread saw a value that was no peak at any moment.")
@State
public class APeakIsTakenInOneStepStress {
    private static final long HIGHEST = 100;
    private static final int LONGEST_WAIT = 200;
    private static final long ALONE = -1;

    private final PeakGauge gauge = new PeakGauge();
    private volatile boolean takerHasCome;
    private volatile boolean lookerHasCome;

    @Actor
    public void taker(JJ_Result result) {
        for (long value = 2; value <= HIGHEST; value += 2) {
            gauge.record(value);
        }
        takerHasCome = true;
        for (int i = 0; i < LONGEST_WAIT && !lookerHasCome; i++) {
            Thread.onSpinWait();
        }
        result.r1 = lookerHasCome ? gauge.takePeak() : ALONE;
    }

    @Actor
    public void looker(JJ_Result result) {
        for (long value = 1; value < HIGHEST; value += 2) {
            gauge.record(value);
        }
        lookerHasCome = true;
        for (int i = 0; i < LONGEST_WAIT && !takerHasCome; i++) {
            Thread.onSpinWait();
        }
        result.r2 = takerHasCome ? gauge.peak() : ALONE;
    }
}

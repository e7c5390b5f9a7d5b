package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.Alarm;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// The item that fills a batch comes just as the dispatcher lies down.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It lay down, and was woken.")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It saw the item, and nobody had to wake it.")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "It saw the item, and was woken for nothing.")
@Outcome(id = "false, true", expect = FORBIDDEN, desc = "It sleeps over a full batch.")
@State
public class ABatchThatIsFullIsNeverSleptOverStress {
    private static final Thread SLEEPER = new Thread(() -> {}); // never started: whether it would sleep is asked

    private final AtomicLong accepted = new AtomicLong();
    private final Alarm alarm = new Alarm(SLEEPER, accepted::get);

    @Actor
    public void producer(ZZ_Result r) {
        r.r1 = alarm.reached(accepted.incrementAndGet());
    }

    @Actor
    public void dispatcher(ZZ_Result r) {
        r.r2 = alarm.set(1);
    }
}

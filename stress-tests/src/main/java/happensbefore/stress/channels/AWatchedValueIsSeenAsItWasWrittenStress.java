package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Watch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A value with plain fields is set while another thread reads the watch. On x86, which keeps the order of stores,
/// only a compiler could break that.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The first value.")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The new value, as it was written.")
@Outcome(expect = FORBIDDEN, desc = "The new value, and a field not yet.")
@State
public class AWatchedValueIsSeenAsItWasWrittenStress {
    private static final class Value {
        int first;
        int second;
    }

    private final Watch<Value> watch = new Watch<>(new Value());

    @Actor
    public void setter() {
        Value value = new Value();
        value.first = 1;
        value.second = 2;
        watch.set(value);
    }

    @Actor
    public void reader(II_Result r) {
        Value value = watch.get();
        r.r1 = value.first;
        r.r2 = value.second;
    }
}

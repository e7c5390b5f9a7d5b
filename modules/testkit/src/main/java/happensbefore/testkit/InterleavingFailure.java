package happensbefore.testkit;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.lincheck.LincheckAssertionError;

/// An interleaving was found that breaks the subject. The message is what came of it, then Lincheck's
/// report; [#schedule] is the same as data.
public final class InterleavingFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient Schedule schedule;

    private InterleavingFailure(LincheckAssertionError found, Schedule schedule) {
        super(schedule.outcome() + "\n\n" + found.getMessage(), found);
        this.schedule = schedule;
    }

    /// Takes over a failure that Lincheck itself threw.
    public static InterleavingFailure of(LincheckAssertionError found) {
        return of(found, List.of());
    }

    static InterleavingFailure of(LincheckAssertionError found, List<String> threadNames) {
        return new InterleavingFailure(found, schedule(found.getFailure$lincheck(), threadNames));
    }

    private static Schedule schedule(LincheckFailure failure, List<String> threadNames) {
        try {
            return LincheckTrace.read(failure, threadNames);
        } catch (
                IndexOutOfBoundsException e) { // from Lincheck's own reading of its trace; it is a failure all the same
            return new Schedule(threadNames, List.of(), LincheckOutcome.describe(failure));
        }
    }

    public Schedule schedule() {
        return schedule;
    }
}

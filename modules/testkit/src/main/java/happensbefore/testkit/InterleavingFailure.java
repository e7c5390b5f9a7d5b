package happensbefore.testkit;

import java.util.List;
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
        return new InterleavingFailure(found, LincheckTrace.read(found.getFailure$lincheck(), threadNames));
    }

    public Schedule schedule() {
        return schedule;
    }
}

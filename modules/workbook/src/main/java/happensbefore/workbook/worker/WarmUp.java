package happensbefore.workbook.worker;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.stress.driver.StressSuite;
import happensbefore.testkit.InterleavingFailure;
import happensbefore.testkit.Interleavings;
import happensbefore.workbook.ladder.Rung;
import java.util.List;
import java.util.Set;

/// Loads and runs once what climbs need, before it is needed: JUnit, AssertJ, the model checker, jcstress.
///
/// For one thread at a time.
final class WarmUp {
    private static final Request NONE = new Request("happensbefore.workbook.worker.warmup", Set.of(), List.of());
    private static boolean modelCheckerIsLoaded;

    /// A subject that fails, so that reading a trace is warm as well.
    public static class LostUpdate {
        private int count;

        public int add() {
            return ++count;
        }
    }

    private WarmUp() {}

    static void run(Start.Warmth warmth) {
        new TestRung(NONE, Rung.BEHAVE).run();
        org.assertj.core.api.Assertions.assertThat(List.of(1)).hasSize(1);
        new ThreadCensus();
        if (warmth == Start.Warmth.ALL) {
            loadTheModelChecker();
            StressSuite.inPackage(NONE.packageName());
        }
    }

    /// Whether a rung would begin by loading what a worker that was waited for has left out.
    static boolean lacks(Rung rung) {
        return rung == Rung.INTERLEAVE && !modelCheckerIsLoaded;
    }

    static void loadTheModelChecker() {
        InterleavingFailure found = Interleavings.of(LostUpdate.class)
                .thread(op("add"))
                .thread(op("add"))
                .findsBug();
        Lanes.of(found.schedule(), NONE);
        modelCheckerIsLoaded = true;
    }
}

package happensbefore.workbook.ladder;

import happensbefore.workbook.worker.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a worker is asked for.
final class Requests {
    /// A budget is for a machine that is free: where others take the CPUs, what is right takes longer, too.
    private static final int WHEN_BUSY = 3;

    private Requests() {}

    static Request of(Climb climb, Set<String> readerFiles) {
        return of(climb, readerFiles, Machine.isBusy());
    }

    static Request of(Climb climb, Set<String> readerFiles, boolean busy) {
        List<Request.Step> steps = new ArrayList<>();
        climb.exercise().rungs().forEach((rung, budget) -> {
            if (rung != Rung.COMPILE && rung.compareTo(climb.top()) <= 0) {
                long each = rung == Rung.MEMORY_MODEL
                        ? climb.sampling().eachTest(busy).toMillis()
                        : 0;
                steps.add(new Request.Step(rung, budget.toMillis() * (busy ? WHEN_BUSY : 1), each));
            }
        });
        return new Request(climb.exercise().packageName(), readerFiles, steps);
    }
}

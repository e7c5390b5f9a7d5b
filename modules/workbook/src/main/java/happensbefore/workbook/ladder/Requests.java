package happensbefore.workbook.ladder;

import happensbefore.workbook.worker.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a worker is asked for.
final class Requests {
    private Requests() {}

    static Request of(Climb climb, Set<String> readerFiles) {
        List<Request.Step> steps = new ArrayList<>();
        climb.exercise().rungs().forEach((rung, budget) -> {
            if (rung != Rung.COMPILE && rung.compareTo(climb.top()) <= 0) {
                long each = rung == Rung.MEMORY_MODEL
                        ? climb.sampling().eachTest(Machine.isBusy()).toMillis()
                        : 0;
                steps.add(new Request.Step(rung, budget.toMillis(), each));
            }
        });
        return new Request(climb.exercise().packageName(), readerFiles, steps);
    }
}

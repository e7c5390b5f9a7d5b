package happensbefore.workbook.worker;

import happensbefore.testkit.Schedule;
import happensbefore.workbook.ladder.Interleaving;
import java.util.ArrayList;
import java.util.List;

/// A schedule as lanes: the file and line are kept where they are the reader's.
final class Lanes {
    private Lanes() {}

    static Interleaving of(Schedule schedule, Request request) {
        List<Interleaving.Step> steps = new ArrayList<>();
        for (Schedule.Step step : schedule.steps()) {
            boolean readers = step.file() != null
                    && step.className() != null
                    && step.className().startsWith(request.packageName() + ".")
                    && request.readerFiles().contains(step.file());
            steps.add(new Interleaving.Step(
                    step.thread(),
                    step.depth(),
                    step.text(),
                    readers ? step.file() : null,
                    readers ? step.line() : 0,
                    step.switchAfter()));
        }
        return new Interleaving(schedule.threads(), steps, schedule.outcome());
    }
}

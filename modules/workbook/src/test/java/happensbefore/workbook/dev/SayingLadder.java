package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.ladder.Climb;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// A ladder that takes the sources at their word, as [SayingProver] does.
final class SayingLadder implements Ladder {
    @Override
    public Verdict climb(Exercise exercise, Path sources, Rung top, Listener listener) {
        return SayingProver.verdict(exercise, sources, top);
    }

    @Override
    public List<Verdict> climbAll(List<Climb> climbs, BiConsumer<Climb, Verdict> done) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Climb climb : climbs) {
            Verdict verdict = climb(climb.exercise(), climb.sources(), climb.top(), Listener.SILENT);
            verdicts.add(verdict);
            done.accept(climb, verdict);
        }
        return verdicts;
    }

    @Override
    public void prepare(Exercise exercise) {}

    @Override
    public void awaitPrepared() {}

    @Override
    public void close() {}
}

package happensbefore.workbook.demo;

import happensbefore.workbook.demo.DemoRun.Bar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A stretch of a lane in which one span is the innermost. Nanoseconds since the picture begins, within it.
record Piece(Bar bar, long start, long end) {
    long nanos() {
        return end - start;
    }

    /// A lane's pieces, in order, without overlap; where no span runs there is none.
    static List<Piece> of(List<Bar> bars, long window) {
        TreeSet<Long> cuts = new TreeSet<>();
        for (Bar bar : bars) {
            cuts.add(Math.clamp(bar.start(), 0, window));
            cuts.add(Math.clamp(bar.end(), 0, window));
        }
        List<Piece> pieces = new ArrayList<>();
        Long before = null;
        for (long cut : cuts) {
            if (before != null) {
                long start = before;
                innermost(bars, start, cut).ifPresent(bar -> pieces.add(new Piece(bar, start, cut)));
            }
            before = cut;
        }
        return pieces;
    }

    private static Optional<Bar> innermost(List<Bar> bars, long start, long end) {
        return bars.stream()
                .filter(bar -> bar.start() <= start && bar.end() >= end)
                .max(Comparator.comparingInt(Bar::depth));
    }
}

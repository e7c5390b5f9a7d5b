package happensbefore.workbook.demo;

import happensbefore.workbook.demo.DemoRun.Bar;
import happensbefore.workbook.demo.DemoRun.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A lane in columns: in each the span that runs for most of its time, or null when for most of it none does.
final class Cells {
    private Cells() {}

    static List<@Nullable Bar> of(Lane lane, long window, int columns) {
        List<Map<Bar, Long>> times = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            times.add(new HashMap<>());
        }
        for (Piece piece : Piece.of(lane.bars(), window)) {
            int last = column(piece.end() - 1, window, columns);
            for (int column = column(piece.start(), window, columns); column <= last; column++) {
                long from = Math.max(piece.start(), begin(column, window, columns));
                long to = Math.min(piece.end(), begin(column + 1, window, columns));
                times.get(column).merge(piece.bar(), Math.max(0, to - from), Long::sum);
            }
        }
        List<@Nullable Bar> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            cells.add(most(times.get(column), begin(column + 1, window, columns) - begin(column, window, columns)));
        }
        return cells;
    }

    private static @Nullable Bar most(Map<Bar, Long> times, long all) {
        @Nullable Bar most = null;
        long longest = all - times.values().stream().mapToLong(Long::longValue).sum();
        for (Map.Entry<Bar, Long> each : times.entrySet()) {
            boolean earlier =
                    most != null && each.getValue() == longest && each.getKey().start() < most.start();
            if (each.getValue() > longest || earlier) {
                longest = each.getValue();
                most = each.getKey();
            }
        }
        return most;
    }

    /// How many spans have no column.
    static long hidden(Lane lane, List<@Nullable Bar> cells) {
        List<Bar> shown = cells.stream().filter(Objects::nonNull).toList();
        return lane.bars().stream().filter(bar -> !shown.contains(bar)).count();
    }

    /// The column that a moment falls into.
    static int column(long nanos, long window, int columns) {
        int column = (int) (nanos * columns / window);
        while (column + 1 < columns && begin(column + 1, window, columns) <= nanos) {
            column++;
        }
        return Math.clamp(column, 0, columns - 1);
    }

    private static long begin(int column, long window, int columns) {
        return column * window / columns;
    }
}

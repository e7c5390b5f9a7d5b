package happensbefore.workbook.dev;

import happensbefore.workbook.ladder.LatencyReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Medians as they are measured, an exercise a line; at the end the medians of all, and what was aimed at.
final class LatencyTable {
    private static final String LINE = "%-28s %18s %22s %12s%n";

    private final PrintWriter out;
    private final int rounds;
    private final List<Latency> rows = new ArrayList<>();
    private List<String> caveats = List.of(); // of the last row

    LatencyTable(PrintWriter out, int rounds) {
        this.out = out;
        this.rounds = rounds;
    }

    void open() {
        out.printf("From save to verdict, with a worker that is warm; medians of %d, in milliseconds%n", rounds);
        out.printf(LINE, "", "compile + behave", "failing interleaving", "all rungs");
        out.flush();
    }

    void row(Latency latency) {
        rows.add(latency);
        caveats = latency.caveats();
        out.printf(
                LINE,
                latency.exercise(),
                millis(latency.behaved()),
                millis(latency.interleaving()),
                millis(Optional.of(latency.all())));
        out.flush();
    }

    void close() {
        out.printf(
                LINE,
                "median of the exercises",
                median(row -> row.behaved().stream()),
                median(row -> row.interleaving().stream()),
                median(row -> Stream.of(row.all())));
        out.printf(LINE, "goal", "1000", "3000", "10000");
        caveats.forEach(out::println);
        out.flush();
    }

    private String median(Function<Latency, Stream<Duration>> column) {
        List<Duration> values = rows.stream().flatMap(column).toList();
        return millis(values.isEmpty() ? Optional.empty() : Optional.of(LatencyReport.median(values)));
    }

    private static String millis(Optional<Duration> time) {
        return time.map(each -> String.valueOf(each.toMillis())).orElse("-");
    }
}

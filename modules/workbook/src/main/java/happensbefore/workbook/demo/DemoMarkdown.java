package happensbefore.workbook.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A run as a page of the book.
final class DemoMarkdown {
    private DemoMarkdown() {}

    static String of(DemoRun run) {
        List<String> lines = new ArrayList<>();
        lines.add("# A run of " + run.topic());
        lines.add("");
        lines.add("The demo: " + escaped(run.line()) + ".");
        lines.add("");
        lines.add("| | |");
        lines.add("|---|---|");
        lines.add("| command | `" + run.command() + "` |");
        lines.add("| machine | " + escaped(run.machine().line()) + " |");
        lines.add("| run | " + run.when() + " |");
        lines.add("| load | " + escaped(Words.asked(run)) + " |");
        run.caveats().forEach(caveat -> lines.add("| caution | " + escaped(caveat) + " |"));
        lines.add("");
        lines.add("All that follows is what the receiver got. Another run gives another picture.");
        lines.add("");
        lines.add("![%s](timeline.svg)".formatted(escaped(Words.said(run)).replace("]", "\\]")));
        lines.add("");
        lines.add(Words.drawn(run) + " " + Words.notDrawn(run, Map.of()));
        lines.add("");
        lines.add("| metric | at the end |");
        lines.add("|---|---|");
        run.metrics().stream()
                .filter(metric -> metric.value() != 0 || metric.count() != 0)
                .forEach(metric -> lines.add("| `" + Metrics.title(metric).replace("|", "\\|") + "` | "
                        + escaped(Metrics.value(metric)) + " |"));
        lines.add("");
        lines.add(DemoText.zero(run.metrics()));
        lines.add("");
        lines.add("The run as kept: [timeline.json](timeline.json).");
        return String.join("\n", lines)
                        .replaceAll("[ ]+\n", "\n")
                        .replaceAll("\n{3,}", "\n\n")
                        .strip()
                + "\n";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
